using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Seaworthy.Cli.Commands;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli;

/// <summary>The command line: parses, runs one command, turns whatever comes of it into an exit code.</summary>
internal sealed class Tool
{
    private readonly Terminal _terminal;
    private readonly RootCommand _root = new("The production layer for HTTP APIs.");

    public Tool(Terminal terminal, params Command[] more)
    {
        _terminal = terminal;
        foreach (var command in (Command[])
            [Serve.Command(terminal), Guard.Command(terminal), Migrate.Command(terminal), Seed.Command(terminal), Config.Command(terminal),
             Explain.Command(terminal), TargetList.Command(terminal), Token.Command(terminal), Key.Command(terminal),
             Account.Command(terminal), Trail.Command(terminal), JobDesk.Command(terminal), .. more])
        {
            _root.Subcommands.Add(command);
        }

        _root.Subcommands.Add(HelpCommand());
        _root.Options.OfType<HelpOption>().Single().Action = new HelpPage(terminal);
        _root.SetAction(_ => new HelpPage(terminal).Print(_root));
    }

    public static string Version { get; } = typeof(Tool).Assembly.GetName().Version!.ToString(3);

    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, interrupt));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, interrupt));
        try
        {
            var parsed = _root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                return Misunderstood(parsed);
            }

            // Signals and exceptions are handled here: the library would exit 1 for both.
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = _terminal.Result }, interrupt.Token);
        }
        catch (Exception exception)
        {
            return Failures.Tell(_terminal, exception, args, interrupt.IsCancellationRequested);
        }
    }

    private static void Interrupt(PosixSignalContext signal, CancellationTokenSource interrupt)
    {
        signal.Cancel = true;
        interrupt.Cancel();
    }

    private int Misunderstood(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command == _root ? "seaworthy" : $"seaworthy {command.Name}";
        var wrong = parsed.UnmatchedTokens is [var token, ..] ? Unknown(command, token) : parsed.Errors[0].Message.TrimEnd('.');
        _terminal.Error(wrong, [], [$"{name} --help shows what there is"]);
        return ExitCode.Usage;
    }

    private string Unknown(Command command, string token)
    {
        if (token.StartsWith('-'))
        {
            return $"'{token}' is no option of '{command.Name}'{Nearest.Hint(token, command.Options.Concat(_root.Options).Select(option => option.Name))}";
        }

        return command.Subcommands.Count > 0
            ? $"'{token}' is not a command{Nearest.Hint(token, command.Subcommands.Select(known => known.Name))}"
            : $"'{token}' is too much for '{command.Name}'";
    }

    private Command HelpCommand()
    {
        var about = new Argument<string?>("command") { Arity = ArgumentArity.ZeroOrOne, Description = "The command to explain." };
        var help = new Command("help", "show what a command does") { Hidden = true };
        help.Arguments.Add(about);
        help.SetAction(parsed =>
        {
            var name = parsed.GetValue(about);
            var command = name is null ? _root : _root.Subcommands.FirstOrDefault(command => command.Name == name)
                ?? throw new Refusal(ExitCode.Usage, Unknown(_root, name), "seaworthy --help shows what there is");
            return new HelpPage(_terminal).Print(command);
        });
        return help;
    }
}
