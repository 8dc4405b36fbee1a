using System.Collections.Concurrent;

namespace Seaworthy.Faults.Harness;

/// <summary>How long answers took, each part of a run for itself.</summary>
internal sealed class AnswerTimes
{
    private ConcurrentBag<double> _part = [];

    public void Add(TimeSpan took) => _part.Add(took.TotalMilliseconds);

    /// <summary>Begins a part; nobody asks how what was before it went.</summary>
    public void Begin() => Interlocked.Exchange(ref _part, []);

    /// <summary>Ends a part and begins the next.</summary>
    /// <returns>Milliseconds that 99 of 100 answers of the part did not exceed, and those of the slowest.</returns>
    /// <exception cref="InvalidOperationException">There were none.</exception>
    public (double P99, double Slowest) EndPart()
    {
        var part = Interlocked.Exchange(ref _part, []).Order().ToArray();
        return part.Length > 0 ? (part[Math.Min((int)(part.Length * 0.99), part.Length - 1)], part[^1]) : throw new InvalidOperationException("a part of the run had no answers");
    }
}
