using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Gateway;

/// <summary>
/// All that stands behind: the one API of a guard, or each service of a gateway by its name. When the sources of settings have read themselves again, the copies are those that they name now; where they cannot be used, or name
/// other services than before, nothing changes and the log says why.
/// </summary>
internal sealed class Upstreams : IDisposable
{
    /// <summary>What the API of a guard is called.</summary>
    public const string Only = "";

    private readonly SeaworthyBuilder _seaworthy;
    private readonly ILogger<Upstreams> _log;
    private readonly Dictionary<string, Upstream> _byName;
    private readonly IDisposable _reloading;

    public Upstreams(SeaworthyBuilder seaworthy, UpstreamConnections connections, TimeProvider time, ILogger<Upstreams> log)
    {
        (_seaworthy, _log) = (seaworthy, log);
        var stamps = seaworthy.Options.Gateway.Key is { } key ? new GatewayStamps(key, time) : null;
        _byName = Named(seaworthy.Options.Gateway).ToDictionary(one => one.Name, one => new Upstream(one.Name, one.Addresses, connections, stamps), StringComparer.OrdinalIgnoreCase);
        _reloading = ChangeToken.OnChange(seaworthy.ReloadToken, Reload);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Upstream> All => _byName.Values;

    /// <summary>The one of this name.</summary>
    public Upstream this[string name] => _byName[name];

    public void Dispose()
    {
        _reloading.Dispose();
        foreach (var upstream in All)
        {
            upstream.Dispose();
        }
    }

    private void Reload()
    {
        var reading = _seaworthy.ReadAgain((_, _) => { })[0];
        var next = Named(reading.Options.Gateway).ToDictionary(one => one.Name, one => one.Addresses.ToList(), StringComparer.OrdinalIgnoreCase);
        var faults = reading.Faults.Where(IsOurs).Select(fault => fault.ToString()).ToList();
        faults.AddRange(_byName.Keys.Except(next.Keys, StringComparer.OrdinalIgnoreCase).Select(name => $"{Key(name)} is gone, and it takes a restart to leave it out"));
        faults.AddRange(next.Keys.Except(_byName.Keys, StringComparer.OrdinalIgnoreCase).Select(name => $"{Key(name)} is new, and it takes a restart to serve it"));
        if (faults.Count > 0)
        {
            Log.RoutesKept(_log, string.Join("; ", faults));
            return;
        }

        foreach (var (name, addresses) in next)
        {
            Move(_byName[name], [.. addresses.Select(text => new Uri(text))]);
        }
    }

    // Files tell of a change twice or more.
    private void Move(Upstream upstream, List<Uri> addresses)
    {
        var before = upstream.All.Select(destination => destination.Address).ToList();
        if (!before.SequenceEqual(addresses))
        {
            upstream.MoveTo(addresses);
            Log.RouteChanged(_log, Key(upstream.Name), string.Join(", ", before), string.Join(", ", addresses));
        }
    }

    private static IEnumerable<(string Name, IEnumerable<string> Addresses)> Named(GatewayOptions gateway) => gateway.Upstreams.Count > 0
        ? [(Only, gateway.Upstreams)]
        : gateway.Routes.Select(route => (route.Key, GatewayRoutes.Addresses(route.Value)));

    private static string Key(string name) => name == Only ? GatewayRules.UpstreamsKey : $"{GatewayRules.RoutesKey}:{name}";

    // What nobody can read may have been an address.
    private static bool IsOurs(SettingFault fault) => fault.IsUnreadable || fault.Key.Contains($":{nameof(SeaworthyOptions.Gateway)}:", StringComparison.OrdinalIgnoreCase);
}
