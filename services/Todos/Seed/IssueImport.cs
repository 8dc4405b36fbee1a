using System.Globalization;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Todos.Seed;

/// <summary>Loads a file of issues row by row, in batches: what is new is added, what differs is changed, what cannot be is reported.</summary>
internal sealed class IssueImport(IssueLoad load, SeedReportFile report)
{
    private const int RowsAtOnce = 1000;

    public async Task<SeedReport> RunAsync(CsvRecords records, CsvColumns columns, long? total, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var fields = records.Record.Count;
        var batch = new List<IssueRow>(RowsAtOnce);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var (read, added, changed, rejected) = (0L, 0L, 0L, 0L);
        while (records.Read())
        {
            read++;
            var (row, fault) = records.Record.Count < fields ? (null, CutShort(records.Record.Count, fields)) : IssueRow.Read(records.Record, columns);
            fault ??= lines.TryGetValue(row!.Key, out var first) ? $"repeats line {first}" : null;
            if (fault is not null)
            {
                report.Rejected(records.Line, fault);
                rejected++;
                continue;
            }

            lines.Add(row!.Key, records.Line);
            batch.Add(row);
            if (row.Note is not null)
            {
                report.Noted(records.Line, row.Note);
            }

            if (batch.Count == RowsAtOnce)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return new SeedReport(added, read - added - changed - rejected, rejected, report.Path) { Changed = changed };

        async Task FlushAsync()
        {
            var (more, other) = await load.LoadAsync(batch, cancellationToken);
            (added, changed) = (added + more, changed + other);
            batch.Clear();
            progress.Report(new SeedProgress("todos", read, total));
        }
    }

    // Half of a copied file ends in the middle of a row: what is left of it must not replace what is there whole.
    private static string CutShort(int found, int expected) =>
        string.Create(CultureInfo.InvariantCulture, $"has {found} fields where the header has {expected}: it is cut short");
}
