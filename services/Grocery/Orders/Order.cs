namespace Seaworthy.Grocery.Orders;

/// <summary>What a customer bought at once.</summary>
internal sealed class Order
{
    public long Id { get; set; }

    public long? UserId { get; set; }

    public DateTime CreatedAt { get; set; }

    public List<OrderItem> Items { get; } = [];
}
