using Seaworthy.Idempotency;

namespace Seaworthy.Pipeline;

/// <summary>
/// What code below the endpoint may know of the request it works for: its ids and its budgets. Not pooled, so work that
/// outlives the request may keep it.
/// </summary>
public sealed class RequestScope(string requestId, string traceId, string endpoint, int? queryBudget = null)
{
    private int _queries;

    /// <summary>The id that the answer's <c>X-Request-ID</c> carries (R53).</summary>
    public string RequestId { get; } = requestId;

    /// <summary>W3C trace id, 32 lower-case hexadecimal digits.</summary>
    public string TraceId { get; } = traceId;

    /// <summary>Name of the service that answers; null where nobody said.</summary>
    public string? Service { get; init; }

    /// <summary>How much it matters beside other requests; null for what is none.</summary>
    internal RequestClass? Class { get; init; }

    /// <summary>When the request's time is over, as a timestamp of the host's clock; null when it has no bound.</summary>
    internal long? EndsAt { get; init; }

    /// <summary>The request is over, and what still runs for it is bound by its time no more.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Who sent the request, as the stages know it.</summary>
    internal RequestOrigin Origin { get; init; }

    /// <summary>The request's idempotency key at work; null when it came without one, or is over.</summary>
    internal KeyedRun? Run { get; set; }

    /// <summary>Method and route template, for messages: <c>GET /grocery/api/v2/products</c>.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>How many statements the endpoint may run, or null when it does not say.</summary>
    public int? QueryBudget { get; } = queryBudget;

    /// <summary>What is wrong with how this request uses the database, or null; shown on the answer in Development.</summary>
    public string? Finding { get; set; }

    /// <summary>Statements that ran for this request so far.</summary>
    public int Queries => Volatile.Read(ref _queries);

    /// <summary>How the data layer keeps its own count per request; null until a statement ran.</summary>
    public object? DataState { get; set; }

    /// <summary>How much of its time the request has left, below zero when it is over; null when it has no bound, or has ended.</summary>
    internal TimeSpan? Left(TimeProvider time) => !IsOver && EndsAt is { } end ? time.GetElapsedTime(time.GetTimestamp(), end) : null;

    /// <summary>Counts one statement and returns how many there are now.</summary>
    public int CountQuery() => Interlocked.Increment(ref _queries);
}
