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

    /// <summary>Whether it stops when its standard input ends.</summary>
    public bool UntilInputEnds { get; init; }

    /// <summary>Where one service is served alone, it answers at the root and its document's names are understood.</summary>
    public Target? Alone => Targets is [var only] ? only : null;

    /// <summary>Whether it is the gateway, which serves nothing itself.</summary>
    public bool IsGateway => Alone == Cli.Targets.Gateway;
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

    /// <summary>For commands about hosts: the gateway is one.</summary>
    public HostRequest ReadHost(ParseResult parsed) => new(Targets.Named(parsed.GetValue(_target)), parsed.GetValue(_data));

    /// <summary>For commands about what services have: databases, keys, tokens.</summary>
    public HostRequest Read(ParseResult parsed) => ReadHost(parsed) is { IsGateway: false } request ? request
        : throw new Refusal(ExitCode.Usage, "the gateway has no data of its own", "name a service: seaworthy targets lists them");
}
