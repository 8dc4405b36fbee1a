namespace Seaworthy.Redis.Connection;

/// <summary>
/// Ends calls that are overdue. There is no timer and no clock per call: a tick looks at all that wait, and stops while nobody does.
/// </summary>
internal sealed class Deadlines : IDisposable
{
    // How exact deadlines are.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate;
    private readonly CallsInFlight _calls;
    private readonly SignsOfLife _signs;
    private readonly Action _onTick;
    private readonly Func<RedisException> _overdue;
    private readonly ITimer _timer;
    private bool _isTicking;

    /// <param name="gate">The pipeline's: guards the tick and the places in flight.</param>
    /// <param name="onTick">Called after each look, outside of the gate.</param>
    /// <param name="overdue">What the caller of an overdue call is told.</param>
    public Deadlines(Lock gate, CallsInFlight calls, SignsOfLife signs, TimeProvider time, Action onTick, Func<RedisException> overdue)
    {
        (_gate, _calls, _signs, _onTick, _overdue) = (gate, calls, signs, onTick, overdue);
        _timer = time.CreateTimer(static deadlines => ((Deadlines)deadlines!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gives a call its deadline; under the gate.</summary>
    public void Set(Call call, TimeSpan timeout)
    {
        // The tick that runs already counts for none: a deadline is late by a tick rather than early.
        call.SentTick = _signs.Tick;
        call.Deadline = _signs.Tick + 1 + (int)Math.Min(Math.Ceiling(timeout / Period), int.MaxValue / 2);
        if (!_isTicking)
        {
            _isTicking = _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            _signs.Tick++;
            for (var place = _calls.First; place < _calls.End; place++)
            {
                EndIfOverdue(place);
            }

            _isTicking = _calls.Count > 0 && _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }

        _onTick();
    }

    private void EndIfOverdue(long place)
    {
        if (_calls.TryLook(place, out var call, out var turn) && call.Deadline <= _signs.Tick)
        {
            var sentTick = call.SentTick;
            if (call.TryAbandon(turn, _overdue()))
            {
                _signs.Missed(sentTick);
            }
        }
    }
}
