using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Grocery.Seed;

/// <summary>Fills the shop: with a catalogue from a file, or with the demo data (R28).</summary>
internal sealed class GrocerySeed(Session<GroceryDb> session, DemoAccounts<GroceryDb> accounts, TimeProvider time) : IServiceSeed
{
    private const int RowsAtOnce = 5000;
    private const string Demo = "Seaworthy.Grocery.Seed.demo-products.csv";

    public string Service => GroceryModule.Info.Name;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Orders is not { } orders)
        {
            return await LoadCatalogueAsync(request, progress, cancellationToken);
        }

        await using var file = Open(orders);
        return await new OrderImport(session).LoadAsync(
            file, orders, request.Map, request.RejectsFile ?? $"{orders}.report.csv", progress, cancellationToken);
    }

    private async Task<SeedReport> LoadCatalogueAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        await using var file = Open(request.From);
        var total = request.From is null ? (long?)null : CsvRecords.CountLines(file);
        await using var report = new SeedReportFile(request.RejectsFile ?? $"{request.From ?? "demo"}.report.csv");
        using var reader = new CsvRecords(file);
        var columns = reader.Read()
            ? new CsvColumns(reader.Record, request.Map, "a product", CatalogueColumns.Known, "name")
            : throw new SeedFileException($"{request.From} is empty.");

        // Demo data comes at each start in Development: what somebody made of it since is his.
        var load = new CatalogueLoad(session, time, updates: request.From is not null);
        var batch = new List<CatalogueRow>(RowsAtOnce);
        var lines = new Dictionary<string, int>();
        var (read, added, changed, rejected) = (0L, 0L, 0L, 0L);
        while (reader.Read())
        {
            read++;
            var (row, fault) = CatalogueRow.Read(reader.Line, reader.Record, columns, request.RequirePrice);
            fault ??= lines.TryGetValue(row!.Key, out var first) ? $"repeats line {first}" : null;
            if (fault is not null)
            {
                report.Rejected(reader.Line, fault);
                rejected++;
                continue;
            }

            lines.Add(row!.Key, row.Line);
            if (row.Note is not null)
            {
                report.Noted(row.Line, row.Note);
            }

            batch.Add(row);
            if (batch.Count == RowsAtOnce)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        if (request.From is null)
        {
            await accounts.EnsureAsync(cancellationToken);
        }

        return new SeedReport(added, read - added - changed - rejected, rejected, report.Path) { Changed = changed };

        async Task FlushAsync()
        {
            var (more, updated) = await load.LoadAsync(batch, cancellationToken);
            (added, changed) = (added + more, changed + updated);
            batch.Clear();
            progress.Report(new SeedProgress("products", read, total));
        }
    }

    private static Stream Open(string? path)
    {
        try
        {
            return path is null ? typeof(GrocerySeed).Assembly.GetManifestResourceStream(Demo)! : File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"{path} cannot be read: {exception.Message}");
        }
    }
}
