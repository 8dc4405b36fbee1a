using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Messaging;

/// <summary>What becomes of events.</summary>
internal sealed class MessagingMetrics
{
    public const string MeterName = "Seaworthy.Messaging";

    private static readonly MetricFamily Events = new("seaworthy_events", MetricKind.Counter,
        "Events: sent, refused (by the broker, and sent again later), received, doubled (received before, and dropped).") { Labels = ["service", "outcome"] };

    private static readonly MetricFamily Waiting = new("seaworthy_events_waiting", MetricKind.Gauge, "Events that were published and not sent; counted to 10,000.") { Labels = ["service"] };

    private static readonly MetricFamily Oldest = new("seaworthy_events_oldest_seconds", MetricKind.Gauge, "How long the first that waits has waited.", "seconds") { Labels = ["service"] };

    private readonly ConcurrentDictionary<string, (int Count, double Seconds)> _seen = new(StringComparer.Ordinal);
    private readonly Counter<long> _events;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("seaworthy.events", "{event}", Events.Help);
        meter.CreateObservableGauge("seaworthy.events.waiting", () => SeenNow(seen => seen.Count), "{event}", Waiting.Help);
        meter.CreateObservableGauge("seaworthy.events.oldest", () => SeenNow(seen => seen.Seconds), "s", Oldest.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Events, Waiting, Oldest];

    public void Relayed(string service, int sent, int refused)
    {
        Count(service, "sent", sent);
        Count(service, "refused", refused);
    }

    public void Received(string service, int received, int doubled)
    {
        Count(service, "received", received);
        Count(service, "doubled", doubled);
    }

    public void Seen(string service, WaitingEvents waiting, DateTime now) => _seen[service] = (waiting.Count, waiting.Since is { } since ? Math.Max((now - since).TotalSeconds, 0) : 0);

    private void Count(string service, string outcome, int events)
    {
        if (events > 0)
        {
            _events.Add(events, new("service", service), new("outcome", outcome));
        }
    }

    private IEnumerable<Measurement<T>> SeenNow<T>(Func<(int Count, double Seconds), T> what)
        where T : struct => _seen.Select(seen => new Measurement<T>(what(seen.Value), new KeyValuePair<string, object?>("service", seen.Key)));
}
