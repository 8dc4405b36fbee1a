using System.CommandLine;
using System.CommandLine.Invocation;

namespace Seaworthy.Cli;

/// <summary>Help: examples first, because that is what people look for.</summary>
internal sealed class HelpPage(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult) => Print(parseResult.CommandResult.Command);

    public int Print(Command command)
    {
        var isRoot = command is RootCommand;
        terminal.Line(isRoot ? $"Seaworthy {Tool.Version}: {command.Description}" : $"seaworthy {Path(command)}: {command.Description}");
        Block("", isRoot ? RootExamples : (command as ExampledCommand)?.Examples.Select(example => $"  {example}") ?? []);
        Block(isRoot ? "Commands" : "", Rows(command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (sub.Name, sub.Description))));
        Block("", Rows(command.Arguments.Select(argument => (argument.Name.ToUpperInvariant(), argument.Description))));
        Block("", Rows(command.Options.Where(option => !isRoot && !option.Hidden).Select(option => (Usage(option), option.Description))));
        if (isRoot)
        {
            terminal.Line();
            terminal.Line("`seaworthy help COMMAND` has its options. Exit codes: 0 yes, 1 no, 2 usage or settings,");
            terminal.Line("3 environment, 4 inconclusive, 5 our bug, 130 interrupted.");
        }

        return ExitCode.Yes;
    }

    private static IEnumerable<string> RootExamples =>
    [
        "  seaworthy serve                        all services on http://localhost:8000, with demo data",
        "  seaworthy serve --target grocery       one of them",
        "  seaworthy guard http://localhost:9000  the layer in front of any API, on http://localhost:8080",
        "  seaworthy explain GET /grocery/api/v1/products/1",
    ];

    private static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
        ? $"{Path(parent)} {command.Name}"
        : command.Name;

    private static string Usage(Option option) => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName ?? "VALUE"}";

    private static IEnumerable<string> Rows(IEnumerable<(string Name, string? Text)> rows)
    {
        var all = rows.ToList();
        var width = all.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        return all.Select(row => $"  {row.Name.PadRight(width)}   {row.Text}");
    }

    private void Block(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        terminal.Line();
        if (title.Length > 0)
        {
            terminal.Line(title);
        }

        all.ForEach(terminal.Line);
    }
}

/// <summary>A command that shows how it is used.</summary>
internal sealed class ExampledCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
