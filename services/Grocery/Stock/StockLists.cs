using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Stock;

/// <summary>The stock of one product; lists of products do not show it, since it changes with every order.</summary>
internal static class StockLists
{
    public static ListDefinition<ProductStock, ProductStock> Item { get; } = List.Of<ProductStock>("stock")
        .Key(s => s.ProductId)
        .Field("product_id", s => s.ProductId)
        .Field("quantity", s => s.Quantity);
}
