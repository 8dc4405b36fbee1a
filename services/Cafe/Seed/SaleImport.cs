using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>
/// Loads past sales, one to a line, as orders that are paid. A sale that is known already is left alone, so a second run changes nothing.
/// They are no events: no kitchen has anything to do with them.
/// </summary>
internal sealed class SaleImport(Session<CafeDb> session, SeedReportFile report, TimeProvider time)
{
    private const int SalesAtOnce = 1000;

    private static readonly string[] OrderColumns =
        ["id", "public_id", "restaurant_id", "status", "total", "currency", "import_key", "created_at", "updated_at"];

    private static readonly string[] ItemColumns = ["id", "restaurant_id", "order_id", "menu_item_id", "name", "modifiers", "price", "quantity"];

    /// <param name="records">The file, its header read.</param>
    /// <param name="columns">What is where.</param>
    /// <param name="restaurant">Whose the sales are that name no store; null for nobody's.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellationToken">Ends it after a batch.</param>
    public async Task<SeedReport> LoadAsync(
        CsvRecords records, CsvColumns columns, RestaurantId? restaurant, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var (read, added, rejected) = (0L, 0L, 0L);
        var batch = new List<SaleRow>(SalesAtOnce);
        var seen = new Dictionary<(string, string), int>();
        while (records.Read())
        {
            read++;
            var (row, fault) = SaleRow.Read(records.Line, records.Record, columns);
            fault ??= row!.Store.Length == 0 && restaurant is null ? "names no store, and no setting says whose it is: set Cafe__RestaurantId" : null;
            fault ??= seen.TryGetValue((row!.Store, row.Sale), out var first) ? $"repeats line {first}" : null;
            if (fault is not null)
            {
                report.Rejected(records.Line, fault);
                rejected++;
                continue;
            }

            seen.Add((row!.Store, row.Sale), row.Line);
            if (row.Note is not null)
            {
                report.Noted(row.Line, row.Note);
            }

            batch.Add(row);
            if (batch.Count == SalesAtOnce)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return new SeedReport(added, read - added - rejected, rejected, report.Path);

        async Task FlushAsync()
        {
            added += await LoadAsync(batch, restaurant, cancellationToken);
            batch.Clear();
            progress.Report(new SeedProgress("sales", read, null));
        }
    }

    private async Task<long> LoadAsync(IReadOnlyList<SaleRow> rows, RestaurantId? restaurant, CancellationToken cancellationToken)
    {
        var restaurants = new HashSet<RestaurantId>();
        return await session.AllTenants().WriteAsync(
            async (db, ct) =>
            {
                var menus = new ImportedMenus(db, Instant.Now(time));
                var sales = new List<(RestaurantId Restaurant, SaleRow Row)>();
                foreach (var row in rows)
                {
                    sales.Add((row.Store.Length == 0 ? restaurant!.Value : await menus.RestaurantAsync(row.Store, ct), row));
                }

                var known = await KnownAsync(db, sales, ct);
                var made = new List<(RestaurantId Restaurant, SaleRow Row, MenuItem Item)>();
                foreach (var (of, row) in sales.Where(sale => !known.Contains((sale.Restaurant.Value, KeyOf(sale.Row)))))
                {
                    made.Add((of, row, (await menus.ItemAsync(of, row.Item, row.Category, row.Price, "", ct)).Item));
                }

                restaurants.UnionWith(sales.Select(sale => sale.Restaurant));
                await InsertAsync(db, made, ct);
                return made.Count;
            },
            cancellationToken,
            touches: _ => [.. restaurants.SelectMany(MenuTags.Of)]);
    }

    private static string KeyOf(SaleRow row) => $"sale:{row.Sale}";

    private static async Task<HashSet<(long, string)>> KnownAsync(
        CafeDb db, List<(RestaurantId Restaurant, SaleRow Row)> sales, CancellationToken cancellationToken)
    {
        var known = new HashSet<(long, string)>();
        foreach (var of in sales.GroupBy(sale => sale.Restaurant))
        {
            var keys = of.Select(sale => KeyOf(sale.Row)).ToList();
            var found = await db.Orders.Of(of.Key).Where(order => keys.Contains(order.ImportKey!)).Select(order => order.ImportKey!).ToListAsync(cancellationToken);
            known.UnionWith(found.Select(key => (of.Key.Value, key)));
        }

        return known;
    }

    private async Task InsertAsync(CafeDb db, List<(RestaurantId Restaurant, SaleRow Row, MenuItem Item)> sales, CancellationToken cancellationToken)
    {
        if (sales.Count == 0)
        {
            return;
        }

        var ids = await session.TakeIdsAsync(db, "orders", sales.Count, cancellationToken);
        var itemIds = await session.TakeIdsAsync(db, "order_items", sales.Count, cancellationToken);
        var currencies = await CurrenciesAsync(db, sales.Select(sale => sale.Restaurant.Value), cancellationToken);
        await session.InsertManyAsync(db, "orders", OrderColumns, sales.Select((sale, i) => new object?[]
        {
            ids[i], Guid.CreateVersion7(sale.Row.At), sale.Restaurant.Value, OrderStatus.Paid, sale.Row.Price * sale.Row.Quantity, currencies[sale.Restaurant.Value],
            KeyOf(sale.Row), sale.Row.At, sale.Row.At,
        }), cancellationToken);
        await session.InsertManyAsync(db, "order_items", ItemColumns, sales.Select((sale, i) => new object?[]
        {
            itemIds[i], sale.Restaurant.Value, ids[i], sale.Item.Id, sale.Item.Name, "", sale.Row.Price, sale.Row.Quantity,
        }), cancellationToken);
    }

    private static Task<Dictionary<long, string>> CurrenciesAsync(CafeDb db, IEnumerable<long> restaurants, CancellationToken cancellationToken)
    {
        var ids = restaurants.Distinct().ToList();
        return db.Restaurants.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Currency, cancellationToken);
    }
}
