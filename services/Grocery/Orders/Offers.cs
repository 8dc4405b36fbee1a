using Microsoft.EntityFrameworkCore;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Orders;

/// <summary>What can be bought at this moment. One per host, because a compiled query belongs to one database.</summary>
internal sealed class Offers
{
    // Translated once: this is read for every order.
    private readonly Func<GroceryDb, long[], IAsyncEnumerable<Offer>> _onSale = EF.CompileAsyncQuery((GroceryDb db, long[] ids) =>
        from product in db.Products
        where ids.Contains(product.Id) && product.IsActive
        join stock in db.Stock on product.Id equals stock.ProductId into counted
        from stock in counted.DefaultIfEmpty()
        select new Offer(product.Id, product.Name, product.Price, stock == null ? null : stock.Quantity));

    /// <summary>The products of these ids that are on the shelf.</summary>
    public async Task<Dictionary<long, Offer>> ReadAsync(GroceryDb db, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var offers = new Dictionary<long, Offer>();
        await foreach (var offer in _onSale(db, [.. ids]).WithCancellation(cancellationToken))
        {
            offers.Add(offer.ProductId, offer);
        }

        return offers;
    }
}
