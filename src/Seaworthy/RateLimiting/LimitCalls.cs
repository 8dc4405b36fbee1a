using Seaworthy.Redis;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Connection;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Asks Redis. A request that finds no call under way is sent at once; those that come while some are go together, when one is answered or
/// a thread is free, whichever is first. One timer watches the oldest call: when its time is over, its decisions are made
/// without Redis, and nothing more is asked before an answer comes or the client gives it up.
/// </summary>
internal sealed class LimitCalls : IThreadPoolWorkItem, IDisposable
{
    // More would only be more calls of fewer decisions: Redis works at one at a time.
    private const int MostUnderWay = 4;
    private const int MostIdle = 32;

    private readonly RedisConnection _redis;
    private readonly LimitAnswers _answers;
    private readonly LimitClock _clock;
    private readonly SharedLimitCounts _counts;
    private readonly long _patience;
    private readonly ITimer _timer;
    private readonly Lock _gate = new(); // guards all fields below
    private readonly List<LimitBatch> _underWay = [];
    private readonly Stack<LimitBatch> _idle = [];
    private LimitBatch _filling = new();
    private int _overdue;
    private bool _isTicking;
    private bool _isFlushing;

    /// <param name="patience">How long a decision waits, on the clock of <paramref name="time"/>.</param>
    public LimitCalls(RedisConnection redis, LimitAnswers answers, LimitClock clock, TimeProvider time, TimeSpan patience, SharedLimitCounts counts)
    {
        (_redis, _answers, _clock, _counts) = (redis, answers, clock, counts);
        _patience = (long)patience.TotalMicroseconds;
        _timer = time.CreateTimer(static calls => ((LimitCalls)calls!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks for a decision, which is then completed whatever happens; false when nobody would answer.</summary>
    public bool TryAsk(LimitDecision decision)
    {
        LimitBatch? full = null;
        var isFlushed = false;
        lock (_gate)
        {
            if (_overdue > 0 || !_redis.IsResponsive)
            {
                return false;
            }

            _filling.Add(decision);
            Watch(_patience);
            if (_underWay.Count == 0 || _filling.IsFull)
            {
                full = Take();
            }
            else if (!_isFlushing && _underWay.Count < MostUnderWay)
            {
                isFlushed = _isFlushing = true;
            }
        }

        _ = SendAsync(full);
        if (isFlushed)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    public void Dispose() => _timer.Dispose();

    void IThreadPoolWorkItem.Execute()
    {
        LimitBatch? next;
        lock (_gate)
        {
            _isFlushing = false;
            next = TakeNext();
        }

        _ = SendAsync(next);
    }

    private async Task SendAsync(LimitBatch? batch)
    {
        if (batch is null)
        {
            return;
        }

        RedisException? failure = null;
        _counts.Call();
        try
        {
            await _redis.EvaluateAsync(LimitScript.Script, batch.Keys, batch.Arguments, batch.Answers).ConfigureAwait(false);
            _answers.Heard();
        }
        catch (RedisException exception)
        {
            failure = exception;
        }

        var isInTime = batch.TryEnd();
        LimitBatch? next;
        lock (_gate)
        {
            _underWay.Remove(batch);
            _overdue -= batch.IsOverdue ? 1 : 0;
            next = TakeNext();
        }

        _ = SendAsync(next); // before those who waited for this one go on
        if (isInTime)
        {
            End(batch, failure);
        }
    }

    private void End(LimitBatch batch, RedisException? failure)
    {
        if (failure is null)
        {
            _answers.Bring(batch);
        }
        else
        {
            _answers.DecideAway(batch);
        }

        // One that is late is not used again: the timer may still be at its decisions.
        batch.Clear();
        lock (_gate)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(batch);
            }
        }
    }

    private LimitBatch? TakeNext() => _filling.Count > 0 && _underWay.Count < MostUnderWay ? Take() : null;

    private LimitBatch Take()
    {
        var taken = _filling;
        _filling = _idle.TryPop(out var idle) ? idle : new();
        _underWay.Add(taken);
        return taken;
    }

    private void Watch(long microseconds)
    {
        if (!_isTicking)
        {
            // Timers know whole milliseconds, and would drop the rest.
            const long Least = 1000;
            _isTicking = _timer.Change(TimeSpan.FromMicroseconds(Math.Max(Least, microseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        List<LimitBatch> late = [];
        lock (_gate)
        {
            _isTicking = false;
            var (now, oldest) = (_clock.Now, long.MaxValue);
            foreach (var batch in _underWay)
            {
                if (batch.TryExpire(now, _patience))
                {
                    _overdue++;
                    late.Add(batch);
                }
                else if (!batch.IsOverdue)
                {
                    oldest = Math.Min(oldest, batch.Since);
                }
            }

            // Not sent yet because no thread was free: nobody will.
            if (_filling.Count > 0 && _filling.TryExpire(now, _patience))
            {
                late.Add(_filling);
                _filling = new();
            }

            oldest = _filling.Count > 0 ? Math.Min(oldest, _filling.Since) : oldest;
            if (oldest < long.MaxValue)
            {
                Watch(oldest + _patience - now);
            }
        }

        late.ForEach(_answers.DecideAway);
    }
}
