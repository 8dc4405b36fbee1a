using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Seeding;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Seed;

/// <summary>
/// Loads what is the same for every company, from O*NET's files or ones like them: occupations, their tasks, and how near they are
/// to each other, in any order; the header says which it is. Without a file: the demo data, with a company to look at (R28).
/// </summary>
internal sealed class WorkforceSeed(Session<WorkforceDb> session, TaskNames names, DemoCompany demo, DemoAccounts<WorkforceDb> accounts) : IServiceSeed
{
    private static readonly string[] DemoFiles = ["demo-occupations.csv", "demo-tasks.csv", "demo-relations.csv"];

    public string Service => WorkforceModule.Info.Name;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Orders is not null)
        {
            throw new SeedFileException("Workforce has no orders: --from takes occupations, tasks or relations.");
        }

        if (request.RequirePrice)
        {
            throw new SeedFileException("--require-price is for the grocery's catalogue: nothing of workforce has a price.");
        }

        if (request.From is { } path)
        {
            await using var file = Open(path);
            return await LoadAsync(file, path, request.Map, request.RejectsFile ?? $"{path}.report.csv", progress, cancellationToken);
        }

        var (added, unchanged) = (0L, 0L);
        foreach (var name in DemoFiles)
        {
            await using var file = typeof(WorkforceSeed).Assembly.GetManifestResourceStream($"Seaworthy.Workforce.Seed.{name}")!;
            var loaded = await LoadAsync(file, name, null, request.RejectsFile ?? "demo.report.csv", progress, cancellationToken);
            (added, unchanged) = (added + loaded.Added, unchanged + loaded.Unchanged + loaded.Changed);
        }

        var (made, there) = await demo.EnsureAsync(cancellationToken);
        await accounts.EnsureAsync(cancellationToken);
        return new SeedReport(added + made, unchanged + there, 0, null);
    }

    private async Task<SeedReport> LoadAsync(
        Stream file, string path, IReadOnlyDictionary<string, string>? map, string reportFile, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var total = CsvRecords.CountLines(file);
        using var records = new CsvRecords(file);
        if (!records.Read())
        {
            throw new SeedFileException($"{path} is empty.");
        }

        var header = records.Record;
        if (Has(ReferenceColumns.Related, "related_code"))
        {
            var columns = new CsvColumns(header, map, "a relation", ReferenceColumns.Relations, "code", "title", "related_code", "related_title", "tier", "index");
            return await ReferenceImport.RunAsync(new RelationFile(session), records, columns, total, reportFile, progress, cancellationToken);
        }

        if (Has(ReferenceColumns.TaskId, "task_id"))
        {
            var columns = new CsvColumns(header, map, "a task", ReferenceColumns.Tasks, "code", "title", "task_id", "task");
            return await ReferenceImport.RunAsync(new TaskFile(session, names), records, columns, total, reportFile, progress, cancellationToken);
        }

        return await ReferenceImport.RunAsync(
            new OccupationFile(session), records, new CsvColumns(header, map, "an occupation", ReferenceColumns.Occupations, "code", "title"), total, reportFile, progress, cancellationToken);

        bool Has(string[] names, string field) =>
            map?.ContainsKey(field) == true || header.Any(column => names.Contains(column.Trim(), StringComparer.OrdinalIgnoreCase));
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
