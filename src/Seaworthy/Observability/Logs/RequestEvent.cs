using System.Collections;
using System.Globalization;
using System.Net;

namespace Seaworthy.Observability.Logs;

/// <summary>
/// What one request's log line says, copied from the pooled record. Our own writer takes it as it is, without boxing it or
/// making one string; any other logging provider sees the usual list of names and values.
/// </summary>
internal readonly struct RequestEvent : IReadOnlyList<KeyValuePair<string, object?>>
{
    public required string Method { get; init; }

    public required string Route { get; init; }

    public required string? Path { get; init; }

    public required int Status { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IPAddress? Client { get; init; }

    public required string RequestId { get; init; }

    public required TraceIds Trace { get; init; }

    public required string Service { get; init; }

    public required int Queries { get; init; }

    /// <summary>The limit that is closest to its end, and how much of it is left; null when the request met none.</summary>
    public required string? Limit { get; init; }

    /// <inheritdoc cref="Limit"/>
    public required long? LimitLeft { get; init; }

    /// <summary>Who called; null for a stranger.</summary>
    public required string? Subject { get; init; }

    /// <summary>For whom; null where nobody says.</summary>
    public required string? Tenant { get; init; }

    /// <summary>The key that signed the request; null where it need not be signed.</summary>
    public required string? Signer { get; init; }

    /// <summary>Where the answer came from, and how old it was; null where the endpoint's answers are not kept.</summary>
    public required string? Cache { get; init; }

    /// <inheritdoc cref="Cache"/>
    public required int? CacheAge { get; init; }

    /// <summary>The problem's type name, <c>replayed</c>, <c>aborted</c>, <c>failed</c>, <c>refused</c>, or <c>ok</c>.</summary>
    public required string Outcome { get; init; }

    public double DurationMs => Math.Round(Duration.TotalMilliseconds, 2);

    public int Count => 19;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("method", Method),
        1 => new("route", Route),
        2 => new("path", Path),
        3 => new("status", Status),
        4 => new("duration_ms", DurationMs),
        5 => new("client_ip", Client?.ToString()),
        6 => new("queries", Queries),
        7 => new("outcome", Outcome),
        8 => new("request_id", RequestId),
        9 => new("trace_id", Trace.TraceId.ToHexString()),
        10 => new("span_id", Trace.SpanId.ToHexString()),
        11 => new("service", Service),
        12 => new("limit", Limit),
        13 => new("limit_left", LimitLeft),
        14 => new("cache", Cache),
        15 => new("cache_age", CacheAge),
        16 => new("subject", Subject),
        17 => new("tenant", Tenant),
        18 => new("signer", Signer),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Method} {Route} {Status} in {DurationMs} ms");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
