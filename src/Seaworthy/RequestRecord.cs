using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Seaworthy.Api.Problems;
using Seaworthy.Bounds;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.Observability;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;

namespace Seaworthy;

/// <summary>
/// What the stages decided about one request. The log line, the metrics and the console read this and nothing else.
/// Pooled: never keep one beyond its request; <see cref="Scope"/> is what may be kept.
/// </summary>
public sealed class RequestRecord
{
    private readonly UuidSource _uuids = new();
    private readonly RequestDeadline _deadline = new();
    private EndpointPlans _plans = null!;
    private TimeProvider _time = null!;
    private string? _requestId;
    private TraceIds _trace;

    /// <summary>The request itself.</summary>
    public HttpContext Context { get; private set; } = null!;

    /// <summary>When the first stage saw it, in ticks of the host's <see cref="TimeProvider"/>.</summary>
    public long StartedAt { get; private set; }

    /// <summary>The endpoint's plan; null until routing has found one.</summary>
    public EndpointPlan? Plan { get; internal set; }

    /// <summary>The service whose shape the answer has: by the endpoint, or by the longest path prefix.</summary>
    public ServiceProfile Service => Plan?.Service ?? _plans.ServiceFor(Context.Request.Path);

    /// <summary>The caller's address: the socket's, or what a trusted proxy says (R85).</summary>
    public IPAddress? Client { get; internal set; }

    /// <summary>What is wrong with the header in which a trusted proxy says who the caller is; null when nothing is.</summary>
    internal Problem? ForwardedFault { get; set; }

    /// <summary>
    /// It came through a gateway that shares <c>Gateway:Key</c> with this process: it has counted the caller's address and answers what pages of other origins ask, and neither is done twice.
    /// </summary>
    internal bool IsFromGateway { get; set; }

    /// <summary>Its caller is on the gateway's own machine.</summary>
    internal bool IsLocalAtGateway { get; set; }

    /// <summary>Who calls, by <c>Identity:SubjectClaim</c>; null for a stranger.</summary>
    public string? Subject => Caller.Subject;

    /// <summary>For whom the caller works, by <c>Identity:TenantClaim</c>; null where nobody says.</summary>
    public string? Tenant => Caller.Tenant;

    /// <summary>Id of the key that signed the request (R11); null where it need not be signed.</summary>
    public string? Signer { get; internal set; }

    /// <summary>Name of the limit that is closest to its end for this caller; null when the request met none.</summary>
    public string? LimitName => Limits.Closest?.Name;

    /// <summary>How many more requests that limit lets through at once; null when the request met none.</summary>
    public long? LimitLeft => Limits.Closest is null ? null : Limits.Reading.Left;

    internal RequestCaller Caller { get; } = new();

    internal RequestLimits Limits { get; } = new();

    internal RequestKey Idempotency { get; } = new();

    internal RequestRecall Recall { get; } = new();

    internal MaskedBody Masked { get; } = new();

    internal HeldBuffers HeldBuffers { get; } = new();

    /// <summary>Why the request was refused or failed; null while all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The exception behind <see cref="Problem"/>, for the log only.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>True when the caller went away before the answer was complete.</summary>
    public bool Aborted { get; internal set; }

    /// <summary>Another server has answered: an error without a body is its own, and goes out as it came.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>What the endpoint's own code sees of this request; null when no endpoint ran.</summary>
    public RequestScope? Scope { get; internal set; }

    /// <summary>How long the request may take in all, or null.</summary>
    public TimeSpan? Deadline => _deadline.Limit;

    /// <summary>When its time is over, as a timestamp of the host's clock; null when it has no bound.</summary>
    internal long? EndsAt => _deadline.Limit is { } limit ? StartedAt + (long)(limit.TotalSeconds * _time.TimestampFrequency) : null;

    /// <summary>Where the record goes when the answer is complete.</summary>
    internal ObjectPool<RequestRecord> Pool { get; private set; } = null!;

    /// <summary>How many stages were entered; they are left in reverse.</summary>
    internal int Entered { get; set; }

    /// <summary>The id of this request: the caller's own if it is well formed, else a new UUID (R53).</summary>
    public string RequestId => _requestId ??= RequestIds.Choose(Context.Request, _uuids);

    /// <summary>W3C trace context of this request, continued from the caller's where it sent a valid one.</summary>
    public TraceIds Trace
    {
        get => _trace.IsSet ? _trace : _trace = TraceIds.Choose(Context.Request, Activity.Current);
        internal set => _trace = value;
    }

    /// <summary>The span that the layer itself started for the request, to be stopped with it.</summary>
    internal Activity? Activity { get; set; }

    /// <summary>The address at the other end of the socket, whatever a proxy says.</summary>
    internal IPAddress? Socket { get; set; }

    /// <summary>Where the request is counted while it runs.</summary>
    internal int ActiveSlot { get; set; }

    /// <summary>Time since <see cref="StartedAt"/>.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(StartedAt);

    /// <summary>The host's clock.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>True when the deadline has passed, by the clock or because its timer has already cancelled the work.</summary>
    public bool DeadlinePassed => _deadline.HasPassed;

    /// <summary>Ends the request with <paramref name="problem"/>, answered in the service's dialect by the problems stage.</summary>
    public Step Refuse(Problem problem)
    {
        Problem = problem;
        return Step.End;
    }

    internal void Forgive() => Problem = null;

    /// <summary>Notes that nobody answered: the server makes 500 of it, or cuts what has started. What failed first is told, and not that its answer then did.</summary>
    internal void Fail(Exception exception)
    {
        Exception ??= exception;
        Problem = null;
        Idempotency.FailedAfterAnswer = false;
    }

    /// <summary>From now on the request's token also ends when <paramref name="limit"/> has passed since its start.</summary>
    internal void StartDeadline(TimeSpan limit) => _deadline.Start(Context, limit, _time, StartedAt);

    /// <summary>The head of its answer is there, and what follows has an idle bound instead; false when its time was over before.</summary>
    internal bool TryEndDeadline() => _deadline.TryEnd();

    /// <summary>While its body is handed on as it comes the pace is the caller's.</summary>
    internal void HoldDeadline() => _deadline.Hold();

    /// <summary>The body is there: from now on it has all of its time, which is returned; null where it has no bound.</summary>
    internal TimeSpan? ResumeDeadline() => _deadline.GoOn();

    internal void Begin(HttpContext context, EndpointPlans plans, TimeProvider time, ObjectPool<RequestRecord> pool) =>
        (Pool, Context, _plans, _time, StartedAt) = (pool, context, plans, time, time.GetTimestamp());

    internal void Forget()
    {
        _deadline.Forget();
        _requestId = null;
        _trace = default;
        Activity = null;
        Socket = null;
        Context = null!;
        Plan = null;
        Client = null;
        ForwardedFault = null;
        IsFromGateway = false;
        IsLocalAtGateway = false;
        Caller.Forget();
        Signer = null;
        Limits.Forget();
        Idempotency.Forget();
        Recall.Forget();
        Masked.Forget();
        HeldBuffers.GiveBack();
        Problem = null;
        Exception = null;
        Aborted = false;
        IsAnswered = false;
        Scope = null;
        Entered = 0;
    }
}
