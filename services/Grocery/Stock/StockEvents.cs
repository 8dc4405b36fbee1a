using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Messaging;

namespace Seaworthy.Grocery.Stock;

/// <summary>
/// What the shelf tells: that a product is running low. An order tells it in its own transaction, and only the one that takes the first piece below the mark: the next one
/// when somebody has filled the shelf up meanwhile.
/// </summary>
internal sealed class StockEvents(Session<GroceryDb> session, ServiceEvents<GroceryDb> events, LowMark mark)
{
    public static EventContract<RunningLow> Low { get; } = new("grocery.stock-low", 1, low => $"{low.ProductId}");

    private readonly Lazy<string> _stock = new(session.TableOf<ProductStock>);

    /// <summary>Follows what takes these off the shelf; nothing where nobody wants to know.</summary>
    public IEnumerable<SqlStatement> After(IEnumerable<(long Product, int Quantity)> taken) => mark.Email is null ? [] : taken.Select(line => events.StatementWhere(
        Low, new(line.Product, mark.Pieces), $"{_stock.Value} where product_id = $9 and quantity <= $10 and quantity + $11 > $10", line.Product, mark.Pieces, line.Quantity));
}

/// <summary>That so few of a product are left.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Mark">As many or fewer.</param>
internal sealed record RunningLow(long ProductId, int Mark);
