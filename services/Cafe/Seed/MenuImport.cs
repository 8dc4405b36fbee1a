using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>Loads a menu into one restaurant. What is on it already stays as it is: its price may be the restaurant's own by now.</summary>
internal sealed class MenuImport(Session<CafeDb> session, TimeProvider time)
{
    // A menu is small: all of it in one transaction, or nothing.
    private const int MostItems = 10_000;

    public async Task<SeedReport> LoadAsync(
        CsvRecords records, CsvColumns columns, RestaurantId restaurant, SeedReportFile report, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var rows = new List<MenuRow>();
        var rejected = 0L;
        while (records.Read())
        {
            var (row, fault) = MenuRow.Read(records.Line, records.Record, columns);
            if (rows.Count == MostItems)
            {
                throw new SeedFileException($"A menu has {MostItems} items at the most.");
            }

            if (row is not null)
            {
                rows.Add(row);
            }
            else
            {
                report.Rejected(records.Line, fault!);
                rejected++;
            }
        }

        var added = await session.Of(restaurant).WriteAsync((db, ct) => LoadAsync(db, restaurant, rows, ct), cancellationToken, touches: _ => MenuTags.Of(restaurant));
        progress.Report(new SeedProgress("menu items", rows.Count, rows.Count));
        return new SeedReport(added, rows.Count - added, rejected, report.Path);
    }

    private async Task<long> LoadAsync(CafeDb db, RestaurantId restaurant, List<MenuRow> rows, CancellationToken cancellationToken)
    {
        var menus = new ImportedMenus(db, Instant.Now(time));
        var added = 0L;
        foreach (var row in rows)
        {
            var (_, isNew) = await menus.ItemAsync(restaurant, row.Item, row.Category, row.Price, row.Description, cancellationToken);
            added += isNew ? 1 : 0;
        }

        return added;
    }
}
