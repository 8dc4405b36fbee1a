namespace Seaworthy.RateLimiting;

/// <summary>
/// One question to the store and its answer: all the limits of a stage at once. Belongs to the request's record and is used
/// again with it, so that asking allocates nothing; the store may keep it until its answer is complete.
/// </summary>
internal sealed class LimitDecision
{
    private const int UsualLimits = 4;
    private Line[] _lines = new Line[UsualLimits];

    public int Count { get; private set; }

    /// <summary>The moment of the question, in microseconds of the store's clock.</summary>
    public long Now { get; private set; }

    /// <summary>Whether a limit that is not only watched has refused; nothing was taken from any then.</summary>
    public bool IsRefused { get; set; }

    public void Begin(long now) => (Count, Now, IsRefused) = (0, now, false);

    public void Add(LimitCharge charge, LimitId client)
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, Count * 2);
        }

        _lines[Count++] = new Line { Charge = charge, Client = client.Under(charge.Policy) };
    }

    public ref Line this[int index] => ref _lines[index];

    /// <summary>One limit, whom it counts, and what it said.</summary>
    internal struct Line
    {
        public LimitCharge Charge;
        public LimitId Client;
        public LimitReading Reading;

        /// <summary>Whether this limit refuses the request.</summary>
        public readonly bool Refuses => !Reading.IsTaken && !Charge.Policy.Spec.IsShadow;
    }
}
