using System.CommandLine;

namespace Seaworthy.Cli.Hosting;

/// <summary>What the command line says about the host.</summary>
/// <param name="Targets">What is served.</param>
/// <param name="Data">The data folder, when <c>--data</c> names one.</param>
/// <param name="Port">The port, when <c>--port</c> names one.</param>
internal sealed record HostRequest(IReadOnlyList<Target> Targets, string? Data, int? Port = null)
{
    /// <summary>The port when nobody says one.</summary>
    public int UsualPort { get; init; } = 8000;

    /// <summary>Where one service is served alone, it answers at the root and its document's names are understood.</summary>
    public Target? Alone => Targets is [var only] ? only : null;
}

/// <summary>The options that all commands share which build a host.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _target = new("--target") { Description = "What to serve: a service or a list of them; default all.", HelpName = "NAME" };
    private readonly Option<string?> _data = new("--data") { Description = "Folder of embedded databases and generated secrets; default ./data.", HelpName = "DIR" };

    public TargetOptions(Command command)
    {
        command.Options.Add(_target);
        command.Options.Add(_data);
    }

    public HostRequest Read(ParseResult parsed) => new(Targets.Named(parsed.GetValue(_target)), parsed.GetValue(_data));
}
