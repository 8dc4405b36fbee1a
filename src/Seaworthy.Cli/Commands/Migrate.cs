using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy migrate</c>: what the schema is, would be, and becomes (R27).</summary>
internal static class Migrate
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "migrate", "show, preview, apply or undo schema changes",
            "seaworthy migrate status", "seaworthy migrate up", "seaworthy migrate --dry-run", "seaworthy migrate --check   # exit 1 when some are pending");
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints the SQL that is pending; changes nothing." };
        var check = new Option<bool>("--check") { Description = "Exit 1 when migrations are pending; changes nothing." };
        command.Options.Add(dryRun);
        command.Options.Add(check);
        Verb(terminal, command, (run, parsed, ct) => parsed.GetValue(dryRun) ? run.ScriptAsync(ct) : run.StatusAsync(parsed.GetValue(check), ct));
        command.Subcommands.Add(Up(terminal));
        command.Subcommands.Add(Down(terminal));
        command.Subcommands.Add(Verb(terminal, new ExampledCommand("status", "list migrations, applied and pending"), (run, _, ct) => run.StatusAsync(false, ct)));
        command.Subcommands.Add(Verb(terminal, new ExampledCommand("script", "print the SQL that is pending"), (run, _, ct) => run.ScriptAsync(ct)));
        return command;
    }

    private static ExampledCommand Up(Terminal terminal)
    {
        var command = new ExampledCommand("up", "apply what is pending", "seaworthy migrate up", "seaworthy migrate up --to 20261121000001_Catalogue");
        var to = new Option<string?>("--to") { Description = "Applies up to this one.", HelpName = "ID" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints the SQL instead." };
        command.Options.Add(to);
        command.Options.Add(dryRun);
        return Verb(terminal, command, (run, parsed, ct) => parsed.GetValue(dryRun) ? run.ScriptAsync(ct) : run.UpAsync(parsed.GetValue(to), ct));
    }

    private static ExampledCommand Down(Terminal terminal)
    {
        var command = new ExampledCommand("down", "undo the newest", "seaworthy migrate down", "seaworthy migrate down --target grocery --to 0 --confirm grocery");
        var to = new Option<string?>("--to") { Description = "Undoes all after this one; 0 for all.", HelpName = "ID" };
        var confirm = new Option<string?>("--confirm") { Description = "The service's name again: needed outside Development.", HelpName = "NAME" };
        command.Options.Add(to);
        command.Options.Add(confirm);
        return Verb(terminal, command, (run, parsed, ct) => run.DownAsync(parsed.GetValue(to), parsed.GetValue(confirm), ct));
    }

    private static ExampledCommand Verb(
        Terminal terminal, ExampledCommand command, Func<MigrateRun, ParseResult, CancellationToken, Task<int>> act)
    {
        var options = new TargetOptions(command);
        var json = Json.Option(command);
        command.SetAction(async (parsed, ct) =>
        {
            var host = ToolHost.ReadForCommand(options.Read(parsed));
            await using var app = host.Build();
            var run = new MigrateRun(new(app.Services, terminal), terminal, host.IsDevelopment, parsed.GetValue(json));
            return await act(run, parsed, ct);
        });
        return command;
    }
}

/// <summary>One run of it, on the databases of the targets.</summary>
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

    public async Task<int> ScriptAsync(CancellationToken cancellationToken)
    {
        foreach (var database in Databases())
        {
            terminal.Line($"-- {database.Service}: {database.Engine} {database.Place}");
            terminal.Line(await database.ScriptAsync(cancellationToken));
        }

        terminal.Progress("nothing was changed; apply with: seaworthy migrate up");
        return ExitCode.Yes;
    }

    public async Task<int> UpAsync(string? to, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        foreach (var database in Databases())
        {
            await RefuseUnknownAsync(database, to, cancellationToken);
            all.AddRange((await database.MigrateUpAsync(to, cancellationToken)).Select(id => $"{database.Service}: applied {id}"));
        }

        return Told(all, "nothing was pending");
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

        await RefuseUnknownAsync(database, to == "0" ? null : to, cancellationToken);
        var undone = await database.MigrateDownAsync(to, cancellationToken);
        return Told([.. undone.Select(id => $"{database.Service}: undid {id}")], "nothing was applied");
    }

    private IReadOnlyList<IServiceDatabase> Databases() =>
        data.Databases.Count > 0 ? data.Databases : throw new Refusal(ExitCode.Inconclusive, "none of the targets has a database");

    private int Told(List<string> lines, string none)
    {
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.migrate/1", done = lines });
        }
        else
        {
            (lines.Count > 0 ? lines : [none]).ForEach(terminal.Line);
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

    private void Print(IServiceDatabase database, IReadOnlyList<MigrationState> migrations)
    {
        terminal.Line($"{database.Service}   {database.Engine} {database.Place}   applied {migrations.Count(m => m.Applied)}, pending {migrations.Count(m => !m.Applied)}");
        foreach (var migration in migrations)
        {
            terminal.Line($"  {(migration.Applied ? "applied" : "pending")}   {migration.Id}");
        }
    }
}
