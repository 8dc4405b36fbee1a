using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary>One run of <c>seaworthy migrate</c>, on the databases of the targets.</summary>
internal sealed class MigrateRun(ServiceData data, Terminal terminal, bool isDevelopment, bool json)
{
    public async Task<int> StatusAsync(bool check, CancellationToken cancellationToken)
    {
        var all = new List<(IServiceDatabase Database, IReadOnlyList<MigrationState> Migrations)>();
        foreach (var database in Databases())
        {
            all.Add((database, await database.MigrationsAsync(cancellationToken)));
        }

        var pending = all.Sum(one => one.Migrations.Count(migration => !migration.Applied));
        if (json)
        {
            terminal.Json(new
            {
                schema = "seaworthy.migrate/1",
                pending,
                databases = all.Select(one => new { one.Database.Service, one.Database.Engine, one.Database.Place, one.Migrations }),
            });
        }
        else
        {
            all.ForEach(one => Print(one.Database, one.Migrations));
        }

        return check && pending > 0 ? ExitCode.No : ExitCode.Yes;
    }

    public async Task<int> ScriptAsync(string? to, CancellationToken cancellationToken)
    {
        foreach (var database in Databases())
        {
            await RefuseUnknownAsync(database, to, cancellationToken);
            terminal.Line($"-- {database.Service}: {database.Engine} {database.Place}");
            terminal.Line(await database.ScriptAsync(to, cancellationToken));
        }

        terminal.Progress("nothing was changed; apply with: seaworthy migrate up");
        return ExitCode.Yes;
    }

    public async Task<int> UpAsync(string? to, CancellationToken cancellationToken)
    {
        // All of them first: a refusal says that nothing was done.
        foreach (var database in Databases())
        {
            await RefuseUnknownAsync(database, to, cancellationToken);
        }

        var all = new List<string>();
        foreach (var database in Databases())
        {
            var applied = await database.MigrateUpAsync(to, cancellationToken);
            Tell(all, applied.Select(id => $"{database.Service}: applied {id}"));
        }

        return Done(all, "nothing was pending");
    }

    public async Task<int> DownAsync(string? to, string? confirm, CancellationToken cancellationToken)
    {
        if (Databases() is not [var database])
        {
            throw new Refusal(ExitCode.Usage, "undoing needs one database", "--target NAME chooses it");
        }

        if (!isDevelopment && confirm != database.Service)
        {
            throw new Refusal(ExitCode.Usage, $"undoing may destroy data in {database.Place}", $"--confirm {database.Service} says that it may");
        }

        if (to is not (null or "0"))
        {
            await RefuseUnappliedAsync(database, to, cancellationToken);
        }

        var undone = await database.MigrateDownAsync(to, cancellationToken);
        var all = new List<string>();
        Tell(all, undone.Select(id => $"{database.Service}: undid {id}"));
        return Done(all, "nothing was applied");
    }

    private IReadOnlyList<IServiceDatabase> Databases() =>
        data.Databases.Count > 0 ? data.Databases : throw new Refusal(ExitCode.Inconclusive, "none of the targets has a database");

    // As soon as it is done: what comes after it may fail. The one document stands at the end.
    private void Tell(List<string> all, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            all.Add(line);
            if (json)
            {
                terminal.Progress(line);
            }
            else
            {
                terminal.Line(line);
            }
        }
    }

    private int Done(List<string> lines, string none)
    {
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.migrate/1", done = lines });
        }
        else if (lines.Count == 0)
        {
            terminal.Line(none);
        }

        return ExitCode.Yes;
    }

    private static async Task RefuseUnknownAsync(IServiceDatabase database, string? to, CancellationToken cancellationToken)
    {
        if (to is not null && (await database.MigrationsAsync(cancellationToken)).All(migration => migration.Id != to))
        {
            throw new Refusal(ExitCode.Usage, $"--to {to}: {database.Service} has no such migration", "seaworthy migrate status lists them");
        }
    }

    // Undoing "down to" what was never applied would undo everything there is.
    private static async Task RefuseUnappliedAsync(IServiceDatabase database, string to, CancellationToken cancellationToken)
    {
        await RefuseUnknownAsync(database, to, cancellationToken);
        if ((await database.MigrationsAsync(cancellationToken)).Any(migration => migration.Id == to && !migration.Applied))
        {
            throw new Refusal(
                ExitCode.Usage, $"--to {to}: {database.Service} has not applied it, so nothing can be undone down to it",
                "seaworthy migrate status lists what is applied; --to 0 undoes everything");
        }
    }

    private void Print(IServiceDatabase database, IReadOnlyList<MigrationState> migrations)
    {
        terminal.Line($"{database.Service}   {database.Engine} {database.Place}   applied {migrations.Count(m => m.Applied)}, pending {migrations.Count(m => !m.Applied)}");
        foreach (var migration in migrations)
        {
            terminal.Line($"  {(migration.Applied ? "applied" : "pending")}   {migration.Id}");
        }
    }
}
