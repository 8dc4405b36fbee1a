using Seaworthy.Redis.Connection;

namespace Seaworthy.Caching;

/// <summary>
/// How far this process may believe what it keeps while other processes write, too. While news of changes come in, entries belong
/// to an <em>epoch</em>: a time from whose beginning on no news was missed. While they do not, values are kept <em>alone</em>: for so
/// short a time after their making began that nobody could tell it from news that were on their way.
/// </summary>
/// <remarks>
/// What an entry's trust is, is one number: the epoch where it is positive, and where it is negative the time, less than zero, until
/// which it is kept alone. Changes are <see cref="CacheTags"/>', under its lock; hits read one reference.
/// </remarks>
internal sealed class TagTrust
{
    /// <summary>Milliseconds after its making began that a value is kept alone.</summary>
    public const int AloneMs = 400;

    private const int TickMs = 100;
    private volatile State _state = new(0, 0, null, 0);
    private Tick _last;
    private Tick _before;
    private volatile bool _isAskable;

    /// <summary>The current epoch; 0 before the first.</summary>
    public long Epoch => _state.Epoch;

    /// <summary>The moment at which the current epoch began.</summary>
    public long BornAt => _state.BornAt;

    /// <summary>Whether news come in and Redis can be asked; otherwise values are kept alone.</summary>
    public bool IsOpen => _isAskable && IsHeard(_state);

    /// <summary>Whether Redis answers; whoever finds out that it does not, or does again, says so here.</summary>
    public bool IsAskable
    {
        get => _isAskable;
        set => _isAskable = value;
    }

    public static bool IsAlone(long trust) => trust < 0;

    /// <summary>Whether what was captured with this trust may be served now.</summary>
    public bool Holds(long trust, long now)
    {
        if (trust < 0)
        {
            return now < -trust;
        }

        var state = _state;
        return trust == state.Epoch && IsHeard(state);
    }

    /// <summary>Begins an epoch: nothing of the one before is served any more.</summary>
    public void Begin(long bornAt, TrackedConnection tracked, long generation) => _state = new(_state.Epoch + 1, bornAt, tracked, generation);

    /// <summary>Everything may have changed: the news that come in are as good as before.</summary>
    public void BeginAgain(long bornAt) => _state = _state with { Epoch = _state.Epoch + 1, BornAt = bornAt };

    /// <summary>The time, less than zero, until which a value begun at a moment is kept alone; 0 for not at all.</summary>
    /// <param name="moment">When its making began.</param>
    /// <param name="now">The clock.</param>
    /// <param name="next">The moment that follows on all there have been.</param>
    /// <param name="isTaken">Whether that moment is past by this.</param>
    public long Alone(long moment, long now, long next, out bool isTaken)
    {
        isTaken = now - _last.At >= TickMs;
        if (isTaken)
        {
            (_before, _last) = (_last, new(next, now));
        }

        // Begun after the tick, so not before its time.
        var tick = moment >= _last.Moment ? _last : moment >= _before.Moment ? _before : default;
        var until = tick.At + AloneMs;
        return tick.At > 0 && until > now ? -until : 0;
    }

    private static bool IsHeard(State state) => state.Tracked is { } tracked && tracked.IsCurrent(state.Generation);

    private sealed record State(long Epoch, long BornAt, TrackedConnection? Tracked, long Generation);

    private readonly record struct Tick(long Moment, long At);
}
