using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Seaworthy.Pipeline;

namespace Seaworthy.Resilience;

/// <summary>One client of the process: its budget of retries, and what it knows of each host that it calls.</summary>
internal sealed class ResilientClient(string name, ClientResilience settings, CurrentRequest current, ResilienceMetrics metrics, TimeProvider time, ILogger log)
{
    public const string DeadlineHeader = "X-Request-Deadline";

    // Who calls addresses that others give has as many hosts as they like: those beyond share one breaker and one label.
    private const int MostHosts = 100;
    private const string OtherHosts = "other";

    // What a request has left belongs to the call, but for this: to say what went wrong takes time too.
    private static readonly TimeSpan ForTheAnswer = TimeSpan.FromMilliseconds(50);

    private readonly RetryBudget _budget = new(settings.BudgetPercent, settings.BudgetPerSecond, time);
    private readonly ConcurrentDictionary<string, UpstreamHost> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public IEnumerable<UpstreamHost> Hosts => _hosts.Values;

    /// <summary>Whether a host of this name and port is not asked at the moment.</summary>
    public bool IsOpen(string authority) => _hosts.TryGetValue(authority, out var host) && host.IsOpen;

    /// <summary>Whether anything is sent a second time.</summary>
    public bool TriesAgain => settings.Retries > 0;

    /// <summary>Whether it may be sent a second time.</summary>
    public bool MayRepeat(HttpRequestMessage request) => RepeatableRequest.Is(request, settings.KnowsKeys);

    /// <exception cref="UpstreamException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var host = HostOf(request.RequestUri ?? throw new InvalidOperationException("A request without an address cannot be sent."));
        request.Options.TryGetValue(Arrival.Option, out var arrival);
        var left = arrival is null ? current.Scope?.Left(time) - ForTheAnswer : null;
        if (left <= TimeSpan.Zero)
        {
            throw Refused(UpstreamFailure.TooLate, "deadline", host, "the request that it is made for has no time left", null);
        }

        var isRepeatable = MayRepeat(request);
        if (!isRepeatable)
        {
            // What has no body and is cut before its answer .NET itself sends once more over another connection, whatever the method (dotnet/runtime#86714); with an empty one it does not.
            request.Content ??= new ByteArrayContent([]);
        }

        var call = new UpstreamCall(time, left < settings.Deadline ? left.Value : settings.Deadline, isRepeatable, arrival, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            call.Enter(context);
            var outcome = await host.Pipeline.ExecuteOutcomeAsync(
                (attempt, state) => AttemptAsync(state, call, send, attempt.CancellationToken), context, request);
            return outcome.Exception is null ? outcome.Result! : throw Told(outcome.Exception, host, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(
        HttpRequestMessage request, UpstreamCall call, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (settings.IsOurs)
        {
            request.Headers.Remove(DeadlineHeader);
            request.Headers.Add(DeadlineHeader, Math.Max(1, (long)call.Left.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        HttpResponseMessage? answer = null;
        try
        {
            answer = await (call.Arrival is { } arrival ? SendArrivingAsync(request, arrival, send, cancellationToken) : send(request, cancellationToken));
            if (settings.AnswerBytes > 0 && request.Method != HttpMethod.Head) // which has no body, and says how long it would be
            {
                await answer.Content.LoadIntoBufferAsync(settings.AnswerBytes, cancellationToken);
            }

            return Counted(Outcome.FromResult(answer));
        }
#pragma warning disable CA1031 // what goes wrong is an outcome, judged outside
        catch (Exception exception)
#pragma warning restore CA1031
        {
            answer?.Dispose();
            return Counted(Outcome.FromException<HttpResponseMessage>(exception));
        }
    }

    // The time of an attempt begins when its body is there.
    private async Task<HttpResponseMessage> SendArrivingAsync(
        HttpRequestMessage request, Arrival arrival, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var most = settings.Attempt;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(static end => ((CancellationTokenSource)end!).Cancel(), late, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var start = arrival.Over.UnsafeRegister(
            _ =>
            {
                most = arrival.Left - ForTheAnswer is { } left && left < most ? left : most;
                timer.Change(most > TimeSpan.Zero ? most : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            },
            null);
        try
        {
            return await send(request, late.Token);
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("No answer in time after the body was there.", most, exception);
        }
    }

    private Outcome<HttpResponseMessage> Counted(Outcome<HttpResponseMessage> outcome)
    {
        var failed = outcome.Exception is not null || (settings.HandsOn ? UpstreamOutcome.IsGatewayFailure(outcome) : UpstreamOutcome.IsFailure(outcome));
        metrics.Attempted(name, failed ? "failed" : "answered");
        if (!failed)
        {
            _budget.Earn();
        }

        return outcome;
    }

    private Exception Told(Exception exception, UpstreamHost host, UpstreamCall call)
    {
        switch (exception)
        {
            case BrokenCircuitException broken:
                return Refused(UpstreamFailure.BreakerOpen, "breaker", host, "of the calls before it too many failed", broken.RetryAfter, broken);
            case UpstreamException { Failure: UpstreamFailure.TooManyCalls }:
                metrics.Refused(name, "bulkhead");
                return exception;
            case TimeoutRejectedException late:
                return new UpstreamException(UpstreamFailure.TooLate, name, host.Name, string.Create(
                    CultureInfo.InvariantCulture, $"Client '{name}' had no answer of {host.Name} in time: {Math.Min(late.Timeout.TotalMilliseconds, call.Deadline.TotalMilliseconds):0} ms."), inner: late);
            case HttpRequestException network when UpstreamOutcome.IsUnreached(network):
                return new UpstreamException(UpstreamFailure.Unreached, name, host.Name, $"Client '{name}' had no answer of {host.Name}: {network.Message}", inner: network);
            default:
                return exception;
        }
    }

    private UpstreamException Refused(UpstreamFailure failure, string reason, UpstreamHost host, string why, TimeSpan? retryAfter, Exception? inner = null)
    {
        metrics.Refused(name, reason);
        return new(failure, name, host.Name, $"Client '{name}' did not send its call to {host.Name}: {why}.", retryAfter, inner);
    }

    private UpstreamHost HostOf(Uri address)
    {
        var authority = address.Authority;
        return _hosts.TryGetValue(authority, out var known) ? known
            : _hosts.GetOrAdd(_hosts.Count < MostHosts ? authority : OtherHosts, added => new(added, name, settings, new(name, settings, _budget, metrics, time), metrics, time, log));
    }
}
