using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Orders;

/// <summary>One line of an order. Name and price are those of the moment it was placed, whatever becomes of the product.</summary>
internal sealed class OrderItem
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public long ProductId { get; set; }

    public Product Product { get; set; } = null!;

    public required string Name { get; set; }

    /// <summary>Price of one, in minor units.</summary>
    public long Price { get; set; }

    public int Quantity { get; set; }
}
