using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Orders;

/// <summary>What a customer bought at once, at the prices of that moment.</summary>
internal sealed class Order
{
    public long Id { get; set; }

    /// <summary>The id that callers see: nobody can count the shop's orders by it, or guess another's.</summary>
    public Guid PublicId { get; set; }

    /// <summary>Whose it is; null for a guest, whose order is found by whoever has its id.</summary>
    public long? UserId { get; set; }

    /// <summary>One of <see cref="OrderStatus"/>.</summary>
    public string Status { get; set; } = OrderStatus.Placed;

    /// <summary>What is to be paid, in minor units: the sum of the lines.</summary>
    public long Total { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = Product.ShopCurrency;

    /// <summary>What an import knows the order by; null for orders made here. Unique.</summary>
    public string? ImportKey { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public List<OrderItem> Items { get; } = [];
}
