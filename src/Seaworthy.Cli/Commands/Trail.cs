using System.CommandLine;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy trail</c>: who did what, of the services that keep an audit trail.</summary>
internal static class Trail
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "trail", "show, export and prune the audit trail",
            "seaworthy trail list --service grocery --object product:17", "seaworthy trail list --who abcdefgh2345 --since 7d --json",
            "seaworthy trail export --service cafe > trail.jsonl", "seaworthy trail prune --older-than 400d --yes");
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Export(terminal));
        command.Subcommands.Add(Prune(terminal));
        return command;
    }

    private static ExampledCommand List(Terminal terminal)
    {
        var command = new ExampledCommand("list", "show lines, the newest first", "seaworthy trail list --service grocery --object product:17 --since 24h");
        var wanted = new TrailOptions(command);
        var most = new Option<int>("--most") { Description = "How many lines of each service; default 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json") { Description = "For programs." };
        command.Options.Add(most);
        command.Options.Add(json);
        return Verb(terminal, command, (run, parsed, ct) => run.ListAsync(wanted.Read(parsed), parsed.GetValue(most), parsed.GetValue(json), ct));
    }

    private static ExampledCommand Export(Terminal terminal)
    {
        var command = new ExampledCommand("export", "write all lines, one JSON object each, the newest first", "seaworthy trail export --service cafe --since 30d > trail.jsonl");
        var wanted = new TrailOptions(command);
        return Verb(terminal, command, (run, parsed, ct) => run.ExportAsync(wanted.Read(parsed), ct));
    }

    private static ExampledCommand Prune(Terminal terminal)
    {
        var command = new ExampledCommand("prune", "take old lines away: the only way to do it", "seaworthy trail prune --older-than 400d --yes");
        var age = new Option<string>("--older-than") { Description = "Lines of before that: 400d, or an instant.", HelpName = "AGE", Required = true };
        var yes = new Option<bool>("--yes") { Description = "They are gone for good." };
        command.Options.Add(age);
        command.Options.Add(yes);
        return Verb(terminal, command, (run, parsed, ct) => run.PruneAsync(parsed.GetRequiredValue(age), parsed.GetValue(yes), ct));
    }

    private static ExampledCommand Verb(Terminal terminal, ExampledCommand command, Func<TrailRun, ParseResult, CancellationToken, Task<int>> act)
    {
        var service = new Option<string?>("--service") { Description = "Of which service; default all.", HelpName = "NAME" };
        var data = new Option<string?>("--data") { Description = "Folder of embedded databases; default ./data.", HelpName = "DIR" };
        command.Options.Add(service);
        command.Options.Add(data);
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = ToolHost.ReadForCommand(new(Targets.Named(parsed.GetValue(service)), parsed.GetValue(data))).Build();
            return await act(new TrailRun(app.Services, terminal), parsed, ct);
        });
        return command;
    }
}
