using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting.Management;

namespace Seaworthy.Cli.Processes;

/// <summary>Which processes there are, and where: the gateway at the port that was asked for, each target at one after it. What stands in for another one's server is beside it.</summary>
internal sealed class ProcessLayout
{
    private const int KeyBytes = 32;

    // What a service takes where no setting says how long.
    private const int LongestGraceMs = 5000;
    private readonly List<(IReadOnlyList<Target> Targets, int Port)> _services;
    private readonly IReadOnlyList<string> _arguments;
    private readonly SeaworthyOptions _options;
    private readonly int _management;

    /// <param name="host">What all of them together would be: its settings are theirs.</param>
    /// <param name="port">The gateway's port; 0 for any, and then the others have any too.</param>
    /// <param name="arguments">What each service's command line has beside its target and port.</param>
    public ProcessLayout(ToolHost host, int port, IReadOnlyList<string> arguments)
    {
        (_options, _arguments) = (host.Options, arguments);
        _management = _options.Management.Port ?? (host.IsDevelopment ? 0 : ManagementServer.DefaultPort);
        var all = host.Request.Targets;
        var groups = all.Where(target => all.All(other => other.Name != target.Beside)).Select(target => (IReadOnlyList<Target>)[target, .. all.Where(other => other.Beside == target.Name)]).ToList();
        var ports = port == 0 ? Free(groups.Count + 1) : [.. Enumerable.Range(port, groups.Count + 1)];
        GatewayPort = ports[0];
        _services = [.. groups.Zip(ports.Skip(1))];
        Names = [.. _services.Select(service => Name(service.Targets))];
    }

    /// <summary>Where the gateway listens.</summary>
    public int GatewayPort { get; }

    /// <summary>What the services' processes are called.</summary>
    public IReadOnlyList<string> Names { get; }

    public ProcessGroup Make(Terminal terminal)
    {
        var key = _options.Gateway.Key ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var width = Names.Max(name => name.Length);
        var services = _services.Select((service, i) => new ChildProcess(Name(service.Targets), service.Port, _arguments, [("Seaworthy__Gateway__Key", key), Management(i + 1)], width, terminal)).ToList();
        var routes = _services.SelectMany(service => service.Targets.Where(target => !target.IsWorker).Select(target => ($"Seaworthy__Gateway__Routes__{target.Info.Name}", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{service.Port}"))));
        var gateway = new ChildProcess(Targets.Gateway.Name, GatewayPort, [], [("Seaworthy__Gateway__Key", key), Management(0), .. routes], width, terminal);
        return new(services, gateway, TimeSpan.FromMilliseconds((_options.Drain.GraceMs ?? LongestGraceMs) + _options.Drain.TimeoutMs) + TimeSpan.FromSeconds(10), terminal);
    }

    /// <summary>The setting by which each has operators' pages of its own, as one process has them.</summary>
    internal (string Name, string Value) Management(int number) =>
        ("Seaworthy__Management__Port", string.Create(CultureInfo.InvariantCulture, $"{(_management > 0 ? _management + number : 0)}"));

    private static string Name(IReadOnlyList<Target> targets) => string.Join(',', targets.Select(target => target.Name));

    private static List<int> Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
