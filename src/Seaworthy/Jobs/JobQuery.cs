namespace Seaworthy.Jobs;

/// <summary>Which jobs an operator looks for, the newest first.</summary>
/// <param name="Status">How they stand.</param>
public sealed record JobQuery(JobStatus Status)
{
    /// <summary>Of this kind alone; null (default) for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Text that stands in what they were told, letter by letter: <c>2026-11-26</c>, or <c>"orderId":17</c>. Null (default) for all.</summary>
    public string? Argument { get; init; }

    /// <summary>Older than this one: where a page ended. Null (default) for the newest.</summary>
    public Guid? Before { get; init; }

    /// <summary>How many, 1 to 1000. Default 50.</summary>
    public int Most { get; init; } = 50;
}
