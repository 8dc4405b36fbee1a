using Seaworthy.Hosting;

namespace Seaworthy.Cli.Hosting;

/// <summary>The databases and demo data of the services that are served.</summary>
internal sealed class ServiceData(IServiceProvider services, Terminal terminal)
{
    public IReadOnlyList<IServiceDatabase> Databases { get; } = [.. services.GetServices<IServiceDatabase>().Select(database => new ToldDatabase(database))];

    public IReadOnlyList<IServiceSeed> Seeds { get; } = [.. services.GetServices<IServiceSeed>()];

    /// <summary>Applies what is pending.</summary>
    public async Task MigrateUpAsync(IEnumerable<IServiceDatabase> databases, string? to, CancellationToken cancellationToken)
    {
        foreach (var database in databases)
        {
            foreach (var id in await database.MigrateUpAsync(to, cancellationToken))
            {
                terminal.Progress($"{database.Service}: applied {id}");
            }
        }
    }

    /// <summary>Refuses to go on where migrations are pending.</summary>
    public static async Task RefusePendingAsync(IEnumerable<IServiceDatabase> databases, CancellationToken cancellationToken)
    {
        var pending = new List<string>();
        foreach (var database in databases)
        {
            await database.PingAsync(cancellationToken); // ours from here on: to look at its migrations claims nothing
            pending.AddRange(await PendingAsync(database, cancellationToken));
        }

        if (pending.Count > 0)
        {
            throw new Refusal(
                ExitCode.Environment,
                $"{pending.Count} {(pending.Count == 1 ? "migration is" : "migrations are")} pending: {string.Join(", ", pending)}",
                "seaworthy migrate up       preview: seaworthy migrate --dry-run");
        }
    }

    public static async Task<IReadOnlyList<string>> PendingAsync(IServiceDatabase database, CancellationToken cancellationToken) =>
        [.. (await database.MigrationsAsync(cancellationToken)).Where(migration => !migration.Applied).Select(migration => migration.Id)];

    public async Task<SeedReport> SeedAsync(IServiceSeed seed, SeedRequest request, CancellationToken cancellationToken)
    {
        var progress = new SeedLines(seed.Service, terminal);
        try
        {
            return await seed.SeedAsync(request, progress, cancellationToken);
        }
        finally
        {
            progress.End();
        }
    }
}
