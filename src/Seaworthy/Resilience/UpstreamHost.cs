using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Seaworthy.Resilience;

/// <summary>
/// What stands between a client and one of its hosts, from outside inward: the deadline of the whole call, retries, how many at once, the breaker, the time of one
/// attempt. Lives as long as the process: handlers come and go every few minutes, and what is known of a host must not go with them.
/// </summary>
internal sealed class UpstreamHost
{
    private const int MostDoublings = 20;
    private readonly string _client;
    private readonly ClientResilience _settings;
    private readonly ResilienceMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private long _openUntil;

    public UpstreamHost(string name, string client, ClientResilience settings, RetryRule retry, ResilienceMetrics metrics, TimeProvider time, ILogger log)
    {
        Name = name;
        _client = client;
        _settings = settings;
        _metrics = metrics;
        _time = time;
        _log = log;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => Bound(args.Context, UpstreamCall.Of(args.Context).Deadline) });
        if (settings.Retries > 0)
        {
            builder.AddRetry(new()
            {
                MaxRetryAttempts = settings.Retries,
                ShouldHandle = args => new(retry.TriesAgain(UpstreamCall.Of(args.Context), args.Outcome, args.AttemptNumber)),
                DelayGenerator = args => new(UpstreamCall.Of(args.Context).Wait),
            });
        }

        builder.AddStrategy(_ => new Bulkhead(settings.Concurrency, settings.Queue, TooManyCalls));
        if (settings.BreakerPercent > 0)
        {
            builder.AddCircuitBreaker(Breaker());
        }

        Pipeline = builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => Bound(args.Context, settings.Attempt) }).Build();
    }

    /// <summary>Its name and port, or <c>other</c>.</summary>
    public string Name { get; }

    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    /// <summary>0 closed, 1 half open, 2 open.</summary>
    public int BreakerState => _settings.BreakerPercent == 0 ? 0 : _breaker.CircuitState switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 };

    /// <summary>Whether it is left alone now. When its break is over the breaker still says open: it turns only when somebody calls, and whoever asks here before he calls is to do so.</summary>
    public bool IsOpen => BreakerState == 2 && _time.GetTimestamp() < Volatile.Read(ref _openUntil);

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker() => new()
    {
        FailureRatio = _settings.BreakerPercent / 100.0,
        SamplingDuration = _settings.BreakerWindow,
        MinimumThroughput = _settings.BreakerCalls,
        BreakDurationGenerator = args => new(BreakAfter(args.HalfOpenAttempts)),
        ShouldHandle = args => new(IsFailure(UpstreamCall.Of(args.Context), args.Outcome)),
        StateProvider = _breaker,
        OnOpened = args =>
        {
            Volatile.Write(ref _openUntil, _time.GetTimestamp() + (long)(args.BreakDuration.TotalSeconds * _time.TimestampFrequency));
            return Tell("open", () => Log.BreakerOpened(_log, _client, Name, (long)args.BreakDuration.TotalMilliseconds));
        },
        OnHalfOpened = _ => Tell("half_open", () => Log.BreakerHalfOpened(_log, _client, Name)),
        OnClosed = _ => Tell("closed", () => Log.BreakerClosed(_log, _client, Name)),
    };

    // The call's own end is the host's fault as much as an attempt's is. Whatever else ended, nobody knows how it would have gone on; Polly takes that for a success, which
    // would close a breaker because the one who tried has hung up: it stays open for another while.
    private bool IsFailure(UpstreamCall call, Outcome<HttpResponseMessage> outcome) => SaysNothing(call, outcome.Exception)
        ? _breaker.CircuitState == CircuitState.HalfOpen
        : outcome.Exception is OperationCanceledException || (_settings.HandsOn ? UpstreamOutcome.IsGatewayFailure(outcome) : UpstreamOutcome.IsFailure(outcome));

    private static bool SaysNothing(UpstreamCall call, Exception? exception) => exception is OperationCanceledException ? call.IsGivenUp
        : exception is not null && call.IsArriving && !UpstreamOutcome.IsUnsent(exception);

    private static ValueTask<TimeSpan> Bound(ResilienceContext context, TimeSpan usual) => new(UpstreamCall.Of(context).Bound(usual));

    private TimeSpan BreakAfter(int attempts)
    {
        var doubled = Math.Min(_settings.Break.TotalMilliseconds * (1L << Math.Min(attempts, MostDoublings)), _settings.BreakMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(doubled + (doubled * RandomNumberGenerator.GetInt32(250) / 1000));
    }

    private UpstreamException TooManyCalls() => new(
        UpstreamFailure.TooManyCalls, _client, Name,
        $"{Name} has {_settings.Concurrency} calls of client '{_client}' at once and {_settings.Queue} wait: Resilience:Concurrency and Queue say how many may.", TimeSpan.FromSeconds(1));

    private ValueTask Tell(string state, Action log)
    {
        _metrics.Turned(_client, Name, state);
        log();
        return default;
    }
}
