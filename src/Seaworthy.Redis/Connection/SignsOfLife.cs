namespace Seaworthy.Redis.Connection;

/// <summary>When Redis was last heard, and what that proves. Written by the reader loop, read by anybody.</summary>
internal sealed class SignsOfLife
{
    private readonly CoarseClock _clock;
    private long _lastReceived;
    private long _confirmedAt;
    private long _receives;
    private long _silentSince = -1;
    private int _receivedTick;

    public SignsOfLife(CoarseClock clock, long greetedAt) => (_clock, _lastReceived, _confirmedAt) = (clock, clock.Now, greetedAt);

    /// <summary>Coarse time of the last bytes.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>
    /// Coarse time at which the latest command that has been answered was sent. Everything that Redis had to say until then has been
    /// heard and handled, which the time of the last bytes cannot promise: they may have waited in the system's buffer.
    /// </summary>
    public long ConfirmedAt => Volatile.Read(ref _confirmedAt);

    /// <summary>Whether a deadline has passed with nothing said since its command was sent, and nothing has been said up to now.</summary>
    public bool IsSilent => Volatile.Read(ref _silentSince) is >= 0 and var since && since == Volatile.Read(ref _receives);

    /// <summary>Tick of the pipeline, which puts it here for the reader loop.</summary>
    public int Tick { get; set; }

    public void Received()
    {
        Volatile.Write(ref _receivedTick, Tick);
        Volatile.Write(ref _lastReceived, _clock.Now);
        Volatile.Write(ref _receives, _receives + 1);
    }

    /// <summary>A command that was sent then has been answered, and the answer handled.</summary>
    /// <returns>
    /// For how long nothing had been proved, in milliseconds. A tracked connection on which that was too long is given up: Redis or this
    /// process has stood still, and so may have others, who have not told yet what they changed meanwhile.
    /// </returns>
    public long Confirm(long sentAt)
    {
        var unheard = _clock.Now - _confirmedAt;
        if (sentAt > _confirmedAt)
        {
            Volatile.Write(ref _confirmedAt, sentAt);
        }

        return unheard;
    }

    /// <summary>A deadline has passed.</summary>
    public void Missed(int sentTick)
    {
        // In this order: bytes that come in between make it wrong, and their number then shows it.
        var receives = Volatile.Read(ref _receives);
        if (Volatile.Read(ref _receivedTick) <= sentTick)
        {
            Volatile.Write(ref _silentSince, receives);
        }
    }
}
