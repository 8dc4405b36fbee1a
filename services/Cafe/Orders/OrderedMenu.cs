using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Tables;

namespace Seaworthy.Cafe.Orders;

/// <summary>What of a restaurant's menu an order names, as it is at this moment.</summary>
/// <param name="Currency">What the prices are in.</param>
/// <param name="Items">By number, with their modifiers; another restaurant's are not there.</param>
/// <param name="HasTable">Whether the restaurant has the table.</param>
internal sealed record OrderedMenu(string Currency, IReadOnlyDictionary<long, MenuItem> Items, bool HasTable)
{
    public static async Task<OrderedMenu> ReadAsync(
        CafeDb db, RestaurantId restaurant, NewOrder order, long? table, CancellationToken cancellationToken)
    {
        var ids = order.Items.Select(line => line.MenuItemId).Distinct().ToList();
        var items = await db.MenuItems.Of(restaurant).Include(item => item.Modifiers).Where(item => ids.Contains(item.Id))
            .ToDictionaryAsync(item => item.Id, cancellationToken);
        var currency = await db.Restaurants.Where(r => r.Id == restaurant.Value).Select(r => r.Currency).SingleOrDefaultAsync(cancellationToken);
        var hasTable = table is null || await db.Tables.Of(restaurant).AnyAsync(t => t.Id == table, cancellationToken);
        return new(currency ?? Restaurant.UsualCurrency, items, hasTable);
    }

    /// <summary>Why it cannot be ordered; null when all is well. What is nowhere on the menu is a mistake, what has run out is a conflict.</summary>
    public Problem? Check(NewOrder order)
    {
        if (!HasTable)
        {
            return Problem.Validation([new($"must be the id of a table; there is none with {order.TableId}", Pointer: "#/table_id")]);
        }

        var unknown = order.Items.SelectMany(Unknown).ToList();
        if (unknown.Count > 0)
        {
            return Problem.Validation(unknown);
        }

        var gone = order.Items.SelectMany(Gone).ToList();
        return gone.Count == 0 ? null : gone.Aggregate(
            Problem.Of(ProblemTypes.Conflict, "Something of it cannot be had now. Look at the menu again."), (problem, error) => problem.WithError(error));
    }

    /// <summary>The line as it is kept: with the names and the price of this moment.</summary>
    public OrderItem Line(RestaurantId restaurant, NewOrderItem line)
    {
        var item = Items[line.MenuItemId];
        var chosen = item.Modifiers.Where(modifier => line.Modifiers?.Contains(modifier.Id) == true).OrderBy(modifier => modifier.Position).ToList();
        return new()
        {
            RestaurantId = restaurant.Value,
            MenuItemId = item.Id,
            Name = item.Name,
            Modifiers = string.Join(", ", chosen.Select(modifier => modifier.Name)),
            Price = item.Price + chosen.Sum(modifier => modifier.Price),
            Quantity = line.Quantity,
        };
    }

    private IEnumerable<ProblemError> Unknown(NewOrderItem line, int place)
    {
        if (!Items.TryGetValue(line.MenuItemId, out var item))
        {
            return [new($"must be the id of a menu item; there is none with {line.MenuItemId}", Pointer: $"#/items/{place}/menu_item_id")];
        }

        return (line.Modifiers ?? []).Select((id, at) => (id, at)).Where(one => item.Modifiers.TrueForAll(modifier => modifier.Id != one.id))
            .Select(one => new ProblemError($"must be the id of a modifier of {item.Name}; there is none with {one.id}", Pointer: $"#/items/{place}/modifiers/{one.at}"));
    }

    private IEnumerable<ProblemError> Gone(NewOrderItem line, int place)
    {
        var item = Items[line.MenuItemId];
        if (!item.IsAvailable)
        {
            yield return new($"{item.Name} is not available", Pointer: $"#/items/{place}/menu_item_id");
        }

        foreach (var modifier in item.Modifiers.Where(modifier => !modifier.IsAvailable && line.Modifiers?.Contains(modifier.Id) == true))
        {
            yield return new($"{modifier.Name} is not available", Pointer: $"#/items/{place}/modifiers");
        }
    }
}
