using Microsoft.EntityFrameworkCore;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// What can be bought at this moment. Read for every order, so the queries are translated once; one per host, because a
/// compiled query belongs to one database. Up to eight products are asked for by a parameter each: PostgreSQL guesses how
/// long a list of ids is, finds every plan for it dear, and plans anew for each order.
/// </summary>
internal sealed class Offers
{
    private const int Few = 8;

    private readonly Func<GroceryDb, long, long, long, long, long, long, long, long, IAsyncEnumerable<Offer>> _few = EF.CompileAsyncQuery(
        (GroceryDb db, long a, long b, long c, long d, long e, long f, long g, long h) =>
            from product in db.Products
            where (product.Id == a || product.Id == b || product.Id == c || product.Id == d
                || product.Id == e || product.Id == f || product.Id == g || product.Id == h) && product.IsActive
            join stock in db.Stock on product.Id equals stock.ProductId into counted
            from stock in counted.DefaultIfEmpty()
            select new Offer(product.Id, product.Name, product.Price, stock == null ? null : stock.Quantity));

    private readonly Func<GroceryDb, long[], IAsyncEnumerable<Offer>> _many = EF.CompileAsyncQuery((GroceryDb db, long[] ids) =>
        from product in db.Products
        where ids.Contains(product.Id) && product.IsActive
        join stock in db.Stock on product.Id equals stock.ProductId into counted
        from stock in counted.DefaultIfEmpty()
        select new Offer(product.Id, product.Name, product.Price, stock == null ? null : stock.Quantity));

    /// <summary>The products of these ids that are on the shelf.</summary>
    public async Task<Dictionary<long, Offer>> ReadAsync(GroceryDb db, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var offers = new Dictionary<long, Offer>();
        await foreach (var offer in (ids.Count <= Few ? ReadFew(db, ids) : _many(db, [.. ids])).WithCancellation(cancellationToken))
        {
            offers.Add(offer.ProductId, offer);
        }

        return offers;
    }

    // Places that are left over ask for the first product again.
    private IAsyncEnumerable<Offer> ReadFew(GroceryDb db, IReadOnlyList<long> ids)
    {
        long Id(int place) => ids[place < ids.Count ? place : 0];
        return _few(db, Id(0), Id(1), Id(2), Id(3), Id(4), Id(5), Id(6), Id(7));
    }
}
