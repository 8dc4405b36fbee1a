using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Resilience;

/// <summary>What becomes of calls to other services. Clients are names from code, and hosts are bounded: what lies beyond counts as <c>other</c>.</summary>
internal sealed class ResilienceMetrics
{
    public const string MeterName = "Seaworthy.Resilience";

    private static readonly MetricFamily State = new("seaworthy_breaker_state", MetricKind.Gauge, "How the breaker of a host stands: 0 closed, 1 half open, 2 open.") { Labels = ["client", "host"] };

    private static readonly MetricFamily Turns = new("seaworthy_breaker_transitions", MetricKind.Counter, "Times that a breaker turned to open, half_open or closed.") { Labels = ["client", "host", "state"] };

    private static readonly MetricFamily Attempts = new("seaworthy_upstream_attempts", MetricKind.Counter,
        "Attempts that were sent, the first and each retry: answered, or failed (no answer, or a status of 500 or above).") { Labels = ["client", "outcome"] };

    private static readonly MetricFamily Retries = new("seaworthy_upstream_retries", MetricKind.Counter,
        "Attempts after the first, by what was wrong with the one before: timeout, unreached, throttled (429, 503) or status (408, 500, 502, 504).") { Labels = ["client", "reason"] };

    private static readonly MetricFamily Refusals = new("seaworthy_upstream_refusals", MetricKind.Counter,
        "Calls and retries that were not made: breaker (open), bulkhead (full), deadline (no time left) or budget (of retries is spent).") { Labels = ["client", "reason"] };

    private readonly Counter<long> _turns;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refusals;
    private Func<IEnumerable<ResilientClient>> _clients = () => [];

    public ResilienceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("seaworthy.breaker.state", StatesNow, "{state}", State.Help);
        _turns = meter.CreateCounter<long>("seaworthy.breaker.transitions", "{transition}", Turns.Help);
        _attempts = meter.CreateCounter<long>("seaworthy.upstream.attempts", "{attempt}", Attempts.Help);
        _retries = meter.CreateCounter<long>("seaworthy.upstream.retries", "{attempt}", Retries.Help);
        _refusals = meter.CreateCounter<long>("seaworthy.upstream.refusals", "{call}", Refusals.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [State, Turns, Attempts, Retries, Refusals];

    public void Watch(Func<IEnumerable<ResilientClient>> clients) => _clients = clients;

    public void Turned(string client, string host, string state) => _turns.Add(1, new("client", client), new("host", host), new("state", state));

    public void Attempted(string client, string outcome) => _attempts.Add(1, new("client", client), new("outcome", outcome));

    public void Retried(string client, string reason) => _retries.Add(1, new("client", client), new("reason", reason));

    public void Refused(string client, string reason) => _refusals.Add(1, new("client", client), new("reason", reason));

    private IEnumerable<Measurement<int>> StatesNow() =>
        from client in _clients()
        from host in client.Hosts
        select new Measurement<int>(host.BreakerState, new("client", client.Name), new("host", host.Name));
}
