using System.Runtime.InteropServices;

namespace Seaworthy.RateLimiting;

/// <summary>One place of the <see cref="LimitTable"/>: who has it, and what he owes. 32 bytes, so that two share a cache line.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LimitPlace
{
    /// <summary>A place that is being given to somebody.</summary>
    public const ulong Locked = ulong.MaxValue;

    // Four bits of each state count who had the place before: who is late cannot take the next one's state for its own.
    private const int TurnBits = 4;
    private const ulong Turns = (1 << TurnBits) - 1;

    public ulong Low;
    public ulong High;

    /// <summary>The client's state under its policy, and the turn.</summary>
    public ulong State;

    /// <summary>Microseconds; 0 where the state itself says when nothing is owed any more.</summary>
    public long Window;

    /// <summary>The state without the turn.</summary>
    public static ulong Of(ulong state) => state >> TurnBits;

    /// <summary>What the same client owes next.</summary>
    public static ulong Next(ulong state, ulong next) => (next << TurnBits) | (state & Turns);

    /// <summary>What another client owes first.</summary>
    public static ulong First(ulong state, ulong first) => (first << TurnBits) | ((state + 1) & Turns);

    /// <summary>How long its client still owes something; 0 for a place that nobody needs.</summary>
    public readonly long Owes(ulong state, long now) => state switch
    {
        Locked => long.MaxValue,
        0 => 0,
        _ => Math.Max(0, (Window == 0 ? (long)Of(state) : SlidingWindow.FullAt(Of(state), Window, now)) - now),
    };
}
