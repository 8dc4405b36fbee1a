namespace Seaworthy.Grocery.Carts;

/// <summary>What somebody means to order. Prices are not kept: a cart shows those of the moment.</summary>
internal sealed class Cart
{
    public long Id { get; set; }

    /// <summary>The id that callers see: who has it may change the cart.</summary>
    public Guid PublicId { get; set; }

    /// <summary>Whose it is; null for a guest.</summary>
    public long? UserId { get; set; }

    /// <summary>The order it has become; null while it is open.</summary>
    public Guid? OrderId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public List<CartItem> Items { get; } = [];
}
