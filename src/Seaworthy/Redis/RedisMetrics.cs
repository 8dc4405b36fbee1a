using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis;

/// <summary>How the connections to Redis are. Counted where it happens and read when somebody asks.</summary>
internal sealed class RedisMetrics
{
    public const string MeterName = "Seaworthy.Redis";

    private static readonly MetricFamily Connected = new("seaworthy_redis_connected", MetricKind.Gauge,
        "1 while a connection to Redis is up: data, and tracked where copies are kept.") { Labels = ["connection"] };

    private static readonly MetricFamily InFlight = new("seaworthy_redis_calls_in_flight", MetricKind.Gauge, "Calls that wait for an answer.") { Labels = ["connection"] };

    private static readonly MetricFamily Calls = new("seaworthy_redis_calls", MetricKind.Counter, "Calls that were begun.") { Labels = ["connection"] };

    private static readonly MetricFamily Failures = new("seaworthy_redis_failures", MetricKind.Counter,
        "Calls that failed: unavailable, timeout, server (Redis answered with an error), protocol or busy.") { Labels = ["connection", "reason"] };

    private static readonly MetricFamily Reconnects = new("seaworthy_redis_reconnects", MetricKind.Counter, "Connections that were made anew after one broke.")
        { Labels = ["connection"] };

    public RedisMetrics(IMeterFactory meters, RedisClient client)
    {
        var meter = meters.Create(MeterName);
        (string Name, RedisCounts Counts)[] connections = client.Tracked is { } tracked
            ? [("data", client.Data.Counts), ("tracked", tracked.Counts)]
            : [("data", client.Data.Counts)];
        meter.CreateObservableGauge("seaworthy.redis.connected", () => Read(counts => counts.IsUp ? 1 : 0), "{connection}", Connected.Help);
        meter.CreateObservableGauge("seaworthy.redis.calls_in_flight", () => Read(counts => counts.InFlight), "{call}", InFlight.Help);
        meter.CreateObservableCounter("seaworthy.redis.calls", () => Read(counts => counts.Calls), "{call}", Calls.Help);
        meter.CreateObservableCounter("seaworthy.redis.failures", () => connections.SelectMany(Failed), "{call}", Failures.Help);
        meter.CreateObservableCounter("seaworthy.redis.reconnects", () => Read(counts => counts.Reconnects), "{connection}", Reconnects.Help);

        IEnumerable<Measurement<long>> Read(Func<RedisCounts, long> count) =>
            connections.Select(one => new Measurement<long>(count(one.Counts), new KeyValuePair<string, object?>("connection", one.Name)));
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Connected, InFlight, Calls, Failures, Reconnects];

    private static IEnumerable<Measurement<long>> Failed((string Name, RedisCounts Counts) connection) => Enum.GetValues<RedisFailure>().Select(reason =>
        new Measurement<long>(connection.Counts.Failures(reason), new("connection", connection.Name), new("reason", Word(reason))));

    private static string Word(RedisFailure reason) => reason switch
    {
        RedisFailure.Unavailable => "unavailable",
        RedisFailure.Timeout => "timeout",
        RedisFailure.Server => "server",
        RedisFailure.Protocol => "protocol",
        _ => "busy",
    };
}
