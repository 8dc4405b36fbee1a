using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Seeding;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Seed;

/// <summary>Loads issues out of a file, as trackers write it; without a file: a team with its todos to look at (R28).</summary>
internal sealed class TodosSeed(Session<TodosDb> session, DemoTodos demo, DemoAccounts<TodosDb> accounts, TimeProvider time) : IServiceSeed
{
    public string Service => TodosModule.Info.Name;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Orders is not null)
        {
            throw new SeedFileException("Todos have no orders: --from takes a list of issues.");
        }

        if (request.RequirePrice)
        {
            throw new SeedFileException("--require-price is for the grocery's catalogue: nothing of todos has a price.");
        }

        if (request.From is not { } path)
        {
            var (made, there) = await demo.EnsureAsync(cancellationToken);
            await accounts.EnsureAsync(cancellationToken);
            return new SeedReport(made, there, 0, null);
        }

        await using var file = Open(path);
        var total = CsvRecords.CountLines(file);
        using var records = new CsvRecords(file);
        if (!records.Read())
        {
            throw new SeedFileException($"{path} is empty.");
        }

        var columns = new CsvColumns(records.Record, request.Map, "an issue", IssueColumns.Known, "id", "title");
        await using var report = new SeedReportFile(request.RejectsFile ?? $"{path}.report.csv");
        return await new IssueImport(new IssueLoad(session, time), report).RunAsync(records, columns, total, progress, cancellationToken);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"{path} cannot be read: {exception.Message}");
        }
    }
}
