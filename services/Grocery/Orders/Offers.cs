using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Stock;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// What can be bought at this moment. Read for every order, by one of two prepared statements with a parameter for each
/// product: PostgreSQL guesses how long an array of ids is, finds every plan for it dear, and plans anew for each order.
/// </summary>
internal sealed class Offers(Session<GroceryDb> session)
{
    private const int Few = 8;
    private readonly Lazy<string> _few = new(() => Sql(session, Few));
    private readonly Lazy<string> _many = new(() => Sql(session, NewOrder.MostLines));

    /// <summary>The products of these ids that are on the shelf; in the transaction of <paramref name="db"/> where there is one.</summary>
    public async Task<Dictionary<long, Offer>> ReadAsync(GroceryDb? db, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var (sql, places) = ids.Count <= Few ? (_few.Value, Few) : (_many.Value, NewOrder.MostLines);

        // Places that are left over ask for the first product again.
        var asked = new SqlStatement(sql, [.. Enumerable.Range(0, places).Select(place => (object)ids[place < ids.Count ? place : 0])]);
        var offers = db is null
            ? await session.ReadAsync(asked, Read, cancellationToken)
            : await session.ReadAsync(db, asked, Read, cancellationToken);
        return offers.ToDictionary(offer => offer.ProductId);
    }

    private static Offer Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt32(3));

    private static string Sql(Session<GroceryDb> session, int places) =>
        $"select p.id, p.name, p.price, s.quantity from {session.TableOf<Product>()} p "
        + $"left join {session.TableOf<ProductStock>()} s on s.product_id = p.id "
        + $"where p.id in ({string.Join(", ", Enumerable.Range(1, places).Select(place => $"${place}"))}) and p.is_active";
}
