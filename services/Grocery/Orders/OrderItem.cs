using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Orders;

/// <summary>One line of an order.</summary>
internal sealed class OrderItem
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public long ProductId { get; set; }

    public Product Product { get; set; } = null!;

    public int Quantity { get; set; }
}
