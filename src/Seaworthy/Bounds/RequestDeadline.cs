using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Bounds;

/// <summary>
/// How long one request after the other may take. The token behind <see cref="HttpContext.RequestAborted"/> then also ends when
/// the time is over; its timer is set only when somebody asks for the token.
/// </summary>
internal sealed class RequestDeadline : IHttpRequestLifetimeFeature
{
    private TimeProvider _time = null!;
    private IHttpRequestLifetimeFeature? _inner;
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _link;
    private readonly Lock _turning = new(); // guards Limit and _held: the head of an answer may come while the body of its request ends
    private CancellationToken? _replaced;
    private TimeSpan? _held;
    private long _startedAt;
    private bool _isTimed;

    /// <summary>The whole time; null when the request has no bound.</summary>
    public TimeSpan? Limit { get; private set; }

    /// <summary>True when the time is over, by the clock or because the timer has already cancelled the work.</summary>
    public bool HasPassed => Limit is { } limit && (Elapsed >= limit || TimerHasFired);

    /// <param name="context">The request that it binds from now on.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="time">The host's clock.</param>
    /// <param name="startedAt">When the request began, by that clock.</param>
    public void Start(HttpContext context, TimeSpan limit, TimeProvider time, long startedAt)
    {
        Limit = limit;
        _time = time;
        _startedAt = startedAt;
        _inner = context.Features.Get<IHttpRequestLifetimeFeature>();
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
    }

    /// <summary>From here on it may take as long as it takes: what follows is bounded otherwise. False when its time was over before.</summary>
    public bool TryEnd()
    {
        lock (_turning)
        {
            if (HasPassed)
            {
                return false;
            }

            (Limit, _held) = (null, null);
            if (_isTimed)
            {
                _source!.CancelAfter(Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    /// <summary>Its time stands still: what comes now is bounded otherwise.</summary>
    public void Hold()
    {
        if (Limit is { } limit && !HasPassed)
        {
            // Whoever asks for the token meanwhile gets the one that ends by it later.
            Timed(limit, _inner?.RequestAborted ?? CancellationToken.None);
            _source!.CancelAfter(Timeout.InfiniteTimeSpan);
            (Limit, _held) = (null, limit);
        }
    }

    /// <summary>From now on all of its time counts, which is returned; null when it was not held, or has ended.</summary>
    public TimeSpan? GoOn()
    {
        lock (_turning)
        {
            if (_held is not { } limit)
            {
                return null;
            }

            (Limit, _held) = (Elapsed + limit, null);
            _source!.CancelAfter(limit);
            return limit;
        }
    }

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get
        {
            if (_replaced is { } replaced)
            {
                return replaced;
            }

            var own = _inner?.RequestAborted ?? CancellationToken.None;
            return Limit is { } limit ? Timed(limit, own) : _held is null ? own : _source!.Token;
        }
        // Whoever sets one (the framework's request timeouts do) has linked it with ours and expects it back.
        set => _replaced = value;
    }

    void IHttpRequestLifetimeFeature.Abort() => _inner?.Abort();

    /// <summary>
    /// For the next request. A source that has not fired is used again: to make one, its timer and its link costs more than all
    /// other bounds together.
    /// </summary>
    public void Forget()
    {
        (Limit, _held) = (null, null);
        _inner = null;
        _replaced = null;
        if (!_isTimed)
        {
            return;
        }

        _isTimed = false;
        _link.Dispose();
        if (!_source!.TryReset())
        {
            _source.Dispose();
            _source = null;
        }
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    private bool TimerHasFired => _isTimed && _source!.IsCancellationRequested && _inner?.RequestAborted.IsCancellationRequested != true;

    private CancellationToken Timed(TimeSpan limit, CancellationToken own)
    {
        _source ??= new CancellationTokenSource();
        if (!_isTimed)
        {
            _isTimed = true;
            _link = own.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
            var left = limit - Elapsed;
            _source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
        }

        return _source.Token;
    }
}
