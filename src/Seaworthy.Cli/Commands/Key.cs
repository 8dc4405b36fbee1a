using System.CommandLine;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy key</c>: API keys of a service, for programs that call it.</summary>
internal static class Key
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "key", "make, list, rotate and revoke API keys",
            "seaworthy key add --target grocery \"stock counter\" --scope stock:write --days 90", "seaworthy key list", "seaworthy key rotate abcdefgh2345 --target grocery");
        command.Subcommands.Add(Add(terminal));
        command.Subcommands.Add(Verb(terminal, new ExampledCommand("list", "list the keys that were not revoked"), (run, _, ct) => run.ListAsync(ct)));
        command.Subcommands.Add(Rotate(terminal));
        command.Subcommands.Add(Revoke(terminal));
        return command;
    }

    private static ExampledCommand Add(Terminal terminal)
    {
        var command = new ExampledCommand("add", "make a key; it is shown once", "seaworthy key add --target grocery \"stock counter\" --scope stock:write --days 90");
        var name = new Argument<string>("name") { Description = "What it is for." };
        var scopes = new Option<string[]>("--scope") { Description = "What it may; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var tenant = new Option<string?>("--tenant") { Description = "For whom it works.", HelpName = "NAME" };
        var days = new Option<int?>("--days") { Description = "Days until it ends; without it, it does not.", HelpName = "N" };
        command.Arguments.Add(name);
        command.Options.Add(scopes);
        command.Options.Add(tenant);
        command.Options.Add(days);
        return Verb(terminal, command, (run, parsed, ct) => run.AddAsync(
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), parsed.GetValue(tenant), parsed.GetValue(days), ct));
    }

    private static ExampledCommand Rotate(Terminal terminal)
    {
        var command = new ExampledCommand("rotate", "give a key another secret; the old one is good for a while", "seaworthy key rotate abcdefgh2345 --target grocery --hours 24");
        var id = Id();
        var hours = new Option<int>("--hours") { Description = "Hours for which the old secret is good; default 24, 0 for not at all.", HelpName = "N", DefaultValueFactory = _ => 24 };
        command.Arguments.Add(id);
        command.Options.Add(hours);
        return Verb(terminal, command, (run, parsed, ct) => run.RotateAsync(parsed.GetRequiredValue(id), parsed.GetValue(hours), ct));
    }

    private static ExampledCommand Revoke(Terminal terminal)
    {
        var command = new ExampledCommand("revoke", "end a key", "seaworthy key revoke abcdefgh2345 --target grocery");
        var id = Id();
        command.Arguments.Add(id);
        return Verb(terminal, command, (run, parsed, ct) => run.RevokeAsync(parsed.GetRequiredValue(id), ct));
    }

    private static Argument<string> Id() => new("id") { Description = "The key's id: the twelve letters behind sw_." };

    private static ExampledCommand Verb(Terminal terminal, ExampledCommand command, Func<KeyRun, ParseResult, CancellationToken, Task<int>> act)
    {
        var options = new TargetOptions(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = ToolHost.ReadForCommand(options.Read(parsed)).Build();
            return await act(new KeyRun(app.Services, terminal), parsed, ct);
        });
        return command;
    }
}
