using Microsoft.EntityFrameworkCore;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Orders;

/// <summary>A product as it can be bought at this moment.</summary>
/// <param name="ProductId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Price">Price of one, in minor units.</param>
/// <param name="Stock">How many are left; null when nobody counts.</param>
internal sealed record Offer(long ProductId, string Name, long Price, int? Stock)
{
    // Translated once: this is read for every order.
    private static readonly Func<GroceryDb, long[], IAsyncEnumerable<Offer>> OnSale = EF.CompileAsyncQuery((GroceryDb db, long[] ids) =>
        from product in db.Products
        where ids.Contains(product.Id) && product.IsActive
        join stock in db.Stock on product.Id equals stock.ProductId into counted
        from stock in counted.DefaultIfEmpty()
        select new Offer(product.Id, product.Name, product.Price, stock == null ? null : stock.Quantity));

    /// <summary>The products of these ids that are on the shelf.</summary>
    public static async Task<Dictionary<long, Offer>> ReadAsync(GroceryDb db, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var offers = new Dictionary<long, Offer>();
        await foreach (var offer in OnSale(db, [.. ids]).WithCancellation(cancellationToken))
        {
            offers.Add(offer.ProductId, offer);
        }

        return offers;
    }
}
