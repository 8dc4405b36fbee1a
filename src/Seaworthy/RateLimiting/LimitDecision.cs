using System.Threading.Tasks.Sources;

namespace Seaworthy.RateLimiting;

/// <summary>
/// One question to the store and its answer: all the limits of a stage at once. Belongs to the request's record and is used
/// again with it, so that asking allocates nothing; the store may keep it until its answer is complete.
/// </summary>
internal sealed class LimitDecision : IValueTaskSource
{
    private const int UsualLimits = 4;
    private Line[] _lines = new Line[UsualLimits];
    private ManualResetValueTaskSourceCore<bool> _answer;
    private LimitDecision? _shares;

    public int Count { get; private set; }

    /// <summary>The moment of the question, in microseconds of this process's clock.</summary>
    public long Now { get; private set; }

    /// <summary>Whether a limit that is not only watched has refused; nothing was taken from any then.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Who decided.</summary>
    public LimitDecider By { get; set; }

    /// <summary>The moment of Redis' own clock at which it decided, in microseconds; 0 where it was not asked.</summary>
    public long RedisTime { get; set; }

    /// <summary>The part of this question that a process answers by itself.</summary>
    public LimitDecision Shares => _shares ??= new();

    public void Begin(long now) => (Count, Now, IsRefused, By, RedisTime) = (0, now, false, LimitDecider.Process, 0);

    public void Add(LimitCharge charge, in LimitCaller caller)
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, Count * 2);
        }

        _lines[Count++] = new Line { Charge = charge, Client = caller.Id.Under(charge.Policy), High = caller.High, Low = caller.Low, Name = caller.Name };
    }

    /// <summary>Complete when <see cref="Complete"/> was called; asked for before that can be, and awaited once.</summary>
    public ValueTask WaitAsync()
    {
        _answer.Reset();
        return new(this, _answer.Version);
    }

    /// <summary>Lets whoever waits go on.</summary>
    /// <param name="onAnotherThread">Where others wait for the one that completes it.</param>
    public void Complete(bool onAnotherThread)
    {
        _answer.RunContinuationsAsynchronously = onAnotherThread;
        _answer.SetResult(true);
    }

    public ref Line this[int index] => ref _lines[index];

    void IValueTaskSource.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    /// <summary>One limit, whom it counts, and what it said.</summary>
    internal struct Line
    {
        public LimitCharge Charge;
        public LimitId Client;
        public LimitReading Reading;
        public ulong High;
        public ulong Low;
        public string? Name;

        /// <summary>Who it counts, without the limit.</summary>
        public readonly LimitCaller Caller => new(Client.Under(Charge.Policy), High, Low, Name);

        /// <summary>Whether this limit refuses the request.</summary>
        public readonly bool Refuses => !Reading.IsTaken && !Charge.Policy.Spec.IsShadow;
    }
}
