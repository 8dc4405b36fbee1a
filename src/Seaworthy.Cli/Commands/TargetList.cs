using System.CommandLine;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy targets</c>: what can be served.</summary>
internal static class TargetList
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand("targets", "list what can be served, with its port", "seaworthy targets", "seaworthy targets --json");
        var json = Json.Option(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                terminal.Json(new { schema = "seaworthy.targets/1", targets = Targets.Names.Select(t => new { t.Name, title = What(t), t.Port, prefix = Prefix(t) }) });
            }
            else
            {
                terminal.Table([["TARGET", "PORT", "PREFIX", "WHAT"], .. Targets.Names.Select(t => (string[])[t.Name, $"{t.Port}", Prefix(t) ?? "-", What(t)])]);
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static string? Prefix(Target target) => target.IsWorker ? null : target.Info.Prefix;

    private static string What(Target target) => target.IsWorker ? $"{target.Info.Title}, its jobs alone" : target.Info.Title;
}

/// <summary>The option that all commands share which print something a program may read.</summary>
internal static class Json
{
    public static Option<bool> Option(Command command)
    {
        var option = new Option<bool>("--json") { Description = "One JSON document instead of text." };
        command.Options.Add(option);
        return option;
    }
}
