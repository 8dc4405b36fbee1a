using System.CommandLine;
using Seaworthy.Cli.Hosting;

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
        Verb(terminal, command, (run, parsed, ct) => parsed.GetValue(dryRun) ? run.ScriptAsync(null, ct) : run.StatusAsync(parsed.GetValue(check), ct));
        command.Subcommands.Add(Up(terminal));
        command.Subcommands.Add(Down(terminal));
        command.Subcommands.Add(Verb(terminal, new ExampledCommand("status", "list migrations, applied and pending"), (run, _, ct) => run.StatusAsync(false, ct)));
        command.Subcommands.Add(Verb(terminal, new ExampledCommand("script", "print the SQL that is pending"), (run, _, ct) => run.ScriptAsync(null, ct)));
        return command;
    }

    private static ExampledCommand Up(Terminal terminal)
    {
        var command = new ExampledCommand("up", "apply what is pending", "seaworthy migrate up", "seaworthy migrate up --to 20261121000001_Catalogue");
        var to = new Option<string?>("--to") { Description = "Applies up to this one.", HelpName = "ID" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints the SQL instead." };
        command.Options.Add(to);
        command.Options.Add(dryRun);
        return Verb(terminal, command, (run, parsed, ct) => parsed.GetValue(dryRun) ? run.ScriptAsync(parsed.GetValue(to), ct) : run.UpAsync(parsed.GetValue(to), ct));
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
