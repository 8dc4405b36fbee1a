namespace Seaworthy.Faults.Harness;

/// <summary>One fault of a schedule.</summary>
/// <param name="After">How long after the one before.</param>
/// <param name="Fault">Which.</param>
/// <param name="Target">Whom it hits: the number of a node, or of a message.</param>
/// <param name="For">How long it lasts, where that can be said.</param>
internal sealed record Stroke(TimeSpan After, string Fault, int Target, TimeSpan For)
{
    public override string ToString() => $"+{After.TotalMilliseconds:0} ms {Fault} {Target} for {For.TotalMilliseconds:0} ms";
}

/// <summary>Faults drawn from a seed before anything happens, so that a run can be repeated.</summary>
internal static class Schedule
{
    /// <summary>Draws <paramref name="count"/> strokes.</summary>
    /// <param name="random">Of the seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="targets">How many there are to hit.</param>
    /// <param name="after">The longest time between two, in milliseconds.</param>
    /// <param name="lasting">The longest and shortest time that one lasts, in milliseconds.</param>
    /// <param name="faults">What can happen; each as likely as the others.</param>
    public static IReadOnlyList<Stroke> Draw(Random random, int count, int targets, int after, (int Least, int Most) lasting, params string[] faults) =>
        [.. Enumerable.Range(0, count).Select(_ => new Stroke(
            TimeSpan.FromMilliseconds(random.Next(after / 4, after)), faults[random.Next(faults.Length)], random.Next(targets), TimeSpan.FromMilliseconds(random.Next(lasting.Least, lasting.Most + 1))))];
}
