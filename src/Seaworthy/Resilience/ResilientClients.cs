using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Seaworthy.Pipeline;

namespace Seaworthy.Resilience;

/// <summary>All clients of the process that say <c>WithSeaworthyResilience</c>, by name; handlers of the same name share one.</summary>
internal sealed class ResilientClients
{
    private readonly ConcurrentDictionary<string, ResilientClient> _clients = new(StringComparer.Ordinal);
    private readonly CurrentRequest _current;
    private readonly ResilienceMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ResilientClients> _log;

    public ResilientClients(CurrentRequest current, ResilienceMetrics metrics, TimeProvider time, ILogger<ResilientClients> log)
    {
        (_current, _metrics, _time, _log) = (current, metrics, time, log);
        metrics.Watch(() => _clients.Values);
    }

    /// <summary>Hosts that are not asked, or only tried, at the moment.</summary>
    public IReadOnlyList<string> Broken => [.. _clients.Values.SelectMany(client => client.Hosts.Where(host => host.BreakerState > 0).Select(host => $"{client.Name} at {host.Name}"))];

    public ResilientClient For(string name, ResilienceOptions options) => For(name, ClientResilience.Of(options, name));

    public ResilientClient For(string name, ClientResilience settings) =>
        _clients.GetOrAdd(name, added => new(added, settings, _current, _metrics, _time, _log));
}
