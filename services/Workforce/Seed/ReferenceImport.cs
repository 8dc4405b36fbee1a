using System.Globalization;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Workforce.Seed;

/// <summary>Loads a file row by row, in batches: what is new is added, what differs is changed, what cannot be is reported.</summary>
internal static class ReferenceImport
{
    private const int RowsAtOnce = 1000;

    // Half of a copied file ends in the middle of a row: what is left of it must not replace what is there whole.
    private static string CutShort(int found, int expected) =>
        string.Create(CultureInfo.InvariantCulture, $"has {found} fields where the header has {expected}: it is cut short");

    public static async Task<SeedReport> RunAsync<TRow>(
        IReferenceFile<TRow> file, CsvRecords records, CsvColumns columns, long? total, string reportFile, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
        where TRow : class
    {
        var fields = records.Record.Count;
        await using var report = new SeedReportFile(reportFile);
        var batch = new List<TRow>(RowsAtOnce);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var (read, added, changed, rejected) = (0L, 0L, 0L, 0L);
        while (records.Read())
        {
            read++;
            var unreadable = records.Record.Count < fields ? CutShort(records.Record.Count, fields) : columns.Fault(records.Record);
            var (row, fault) = unreadable is null ? file.Read(records.Record, columns) : (null, unreadable);
            fault ??= lines.TryGetValue(file.KeyOf(row!), out var first) ? $"repeats line {first}" : null;
            if (fault is not null)
            {
                report.Rejected(records.Line, fault);
                rejected++;
                continue;
            }

            lines.Add(file.KeyOf(row!), records.Line);
            batch.Add(row!);
            if (batch.Count == RowsAtOnce)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return new SeedReport(added, read - added - changed - rejected, rejected, report.Path) { Changed = changed };

        async Task FlushAsync()
        {
            var (more, other) = await file.LoadAsync(batch, cancellationToken);
            (added, changed) = (added + more, changed + other);
            batch.Clear();
            progress.Report(new SeedProgress(file.What, read, total));
        }
    }
}
