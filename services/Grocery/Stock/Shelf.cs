using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Stock;

/// <summary>
/// Takes what is ordered off the shelf and puts back what is cancelled. Always in the order of the products' ids: two orders
/// that share products then wait for each other and never both ways round.
/// </summary>
internal sealed class Shelf(Session<GroceryDb> session)
{
    /// <summary>Takes all of it; false when one product has not enough left, and then nothing may be kept.</summary>
    public async Task<bool> TakeAsync(GroceryDb db, IEnumerable<(long Product, int Quantity)> counted, CancellationToken cancellationToken)
    {
        var rows = Rows(counted);
        var changed = rows.Count == 0 ? [] : await session.ExecuteManyAsync(
            db, $"update {db.TableOf<ProductStock>()} set quantity = quantity - $2 where product_id = $1 and quantity >= $2", rows, cancellationToken);
        return changed.All(count => count == 1);
    }

    /// <summary>Puts it back; products that are not counted stay so.</summary>
    public async Task PutBackAsync(GroceryDb db, IEnumerable<(long Product, int Quantity)> lines, CancellationToken cancellationToken)
    {
        var rows = Rows(lines);
        if (rows.Count > 0)
        {
            await session.ExecuteManyAsync(
                db, $"update {db.TableOf<ProductStock>()} set quantity = quantity + $2 where product_id = $1", rows, cancellationToken);
        }
    }

    private static List<object[]> Rows(IEnumerable<(long Product, int Quantity)> lines) =>
        [.. lines.OrderBy(line => line.Product).Select(line => (object[])[line.Product, line.Quantity])];
}
