using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Carts;

/// <summary>One product of a cart.</summary>
internal sealed class CartItem
{
    public long CartId { get; set; }

    public long ProductId { get; set; }

    public Product Product { get; set; } = null!;

    public int Quantity { get; set; }
}
