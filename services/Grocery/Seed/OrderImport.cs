using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Grocery.Seed;

/// <summary>
/// Loads past orders from a file with one line per product. The lines of an order stand together; an order that is known
/// already is left alone, so a second run changes nothing. Stock stays as it is: what was sold then is not on the shelf now.
/// </summary>
internal sealed class OrderImport(Session<GroceryDb> session)
{
    private const int OrdersAtOnce = 1000;

    public async Task<SeedReport> LoadAsync(
        Stream file, string path, IReadOnlyDictionary<string, string>? map, string reportFile, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var total = CsvRecords.CountLines(file);
        await using var report = new SeedReportFile(reportFile);
        using var records = new CsvRecords(file);
        var columns = records.Read()
            ? new CsvColumns(records.Record, map, "an order", OrderColumns.Known, "order", "created_at", "quantity")
            : throw new SeedFileException($"{path} is empty.");

        var load = new OrderLoad(session, report);
        var batch = new List<List<OrderRow>>(OrdersAtOnce);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (read, added) = (0L, 0L);
        var rejected = 0L;
        while (records.Read())
        {
            read++;
            var (row, fault) = OrderRow.Read(records.Line, records.Record, columns);
            if (row is not null && batch.Count > 0 && batch[^1][0].Order == row.Order)
            {
                fault = batch[^1].Count == NewOrder.MostLines ? $"is line {NewOrder.MostLines + 1} of its order; {NewOrder.MostLines} are the most" : null;
            }
            else if (row is not null && !seen.Add(row.Order))
            {
                fault = $"belongs to order '{row.Order}', whose lines stand further up; keep the lines of an order together";
            }
            else if (row is not null)
            {
                await FlushAsync(atLeast: OrdersAtOnce);
                batch.Add([]);
            }

            if (fault is null)
            {
                batch[^1].Add(row!);
                continue;
            }

            report.Rejected(records.Line, fault);
            rejected++;
        }

        await FlushAsync(atLeast: 1);
        return new SeedReport(added, read - added - rejected, rejected, report.Path);

        async Task FlushAsync(int atLeast)
        {
            if (batch.Count >= atLeast)
            {
                var (more, faulty) = await load.LoadAsync(batch, cancellationToken);
                (added, rejected) = (added + more, rejected + faulty);
                batch.Clear();
                progress.Report(new SeedProgress("order lines", read, total));
            }
        }
    }
}
