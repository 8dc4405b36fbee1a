using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Carts;

/// <summary>How a cart is shown: with the names and prices of this moment.</summary>
internal static class CartLists
{
    private static readonly ListDefinition<CartItem, CartItem> Lines = List.Of<CartItem>("cart items")
        .Key(i => i.ProductId)
        .Field("product_id", i => i.ProductId)
        .Field("name", i => i.Product.Name)
        .Field("is_active", i => i.Product.IsActive)
        .Field("quantity", i => i.Quantity)
        .Field("price", i => i.Product.Price, FieldFormat.Money)
        .Field("sum", i => i.Quantity * i.Product.Price, FieldFormat.Money)
        .Sort("product_id", i => i.ProductId)
        .Within<long>((i, cart) => i.CartId == cart);

    /// <summary>The caller's cart, or a guest's.</summary>
    public static ListDefinition<Cart, Cart> Item { get; } = List.Of<Cart>("cart")
        .Key(c => c.Id)
        .PublicId(c => c.PublicId)
        .Within<long>((c, user) => c.UserId == null || c.UserId == user)
        .Field("id", c => c.PublicId)
        .Field("order_id", c => c.OrderId)
        .Field("total", c => c.Items.Sum(i => i.Quantity * i.Product.Price), FieldFormat.Money)
        .Field("created_at", c => c.CreatedAt)
        .Field("updated_at", c => c.UpdatedAt)
        .Rows("items", Lines, c => c.Items);
}
