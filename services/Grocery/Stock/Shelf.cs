using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Stock;

/// <summary>
/// Takes what is ordered off the shelf and puts back what is cancelled. Always in the order of the products' ids: two orders
/// that share products then wait for each other and never both ways round.
/// </summary>
internal sealed class Shelf(Session<GroceryDb> session)
{
    /// <summary>The table's check that no product is fewer than none.</summary>
    public const string Check = "ck_product_stock_quantity";

    private readonly Lazy<string> _stock = new(session.TableOf<ProductStock>);

    /// <summary>Takes it all; when there is too little of one, the table's own check fails the whole transaction.</summary>
    public IEnumerable<SqlStatement> Take(IEnumerable<(long Product, int Quantity)> counted) => Each("-", counted);

    /// <summary>Puts it back; products that are not counted stay so.</summary>
    public IEnumerable<SqlStatement> PutBack(IEnumerable<(long Product, int Quantity)> lines) => Each("+", lines);

    /// <summary>Whether a transaction failed because there was too little of something.</summary>
    public bool IsShort(Exception exception) => session.ViolatedCheck(exception) == Check;

    private IEnumerable<SqlStatement> Each(string sign, IEnumerable<(long Product, int Quantity)> lines)
    {
        var sql = $"update {_stock.Value} set quantity = quantity {sign} $2 where product_id = $1";
        return lines.OrderBy(line => line.Product).Select(line => new SqlStatement(sql, line.Product, line.Quantity));
    }
}
