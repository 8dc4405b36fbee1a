using Seaworthy.Validation;

namespace Seaworthy.Jobs;

/// <summary>What became of one attempt.</summary>
internal readonly record struct EndedJob(ClaimedJob Job, JobEnd End)
{
    private const int LongestError = 2000;

    /// <summary>What it returned, as JSON.</summary>
    public string? Result { get; init; }

    /// <summary>How it failed.</summary>
    public string? Error { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>Until when it can be looked up; null for not at all.</summary>
    public DateTime? KeepUntil { get; init; }

    /// <summary>True where its handler has ended it in a transaction of its own: that its row is gone is then as it should be.</summary>
    public bool IsCommitted { get; init; }

    /// <summary>True where the next of its lane has begun here.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Whether, once this is written, the next of its lane may begin here. What its handler has ended otherwise than by doing it may be another attempt's by now.</summary>
    public bool LetsLaneGoOn => End == JobEnd.Done || (IsOver && !IsCommitted);

    /// <summary>Whether it is over.</summary>
    public bool IsOver => End is JobEnd.Done or JobEnd.Dead or JobEnd.Cancelled;

    /// <summary>An exception as <see cref="Error"/>.</summary>
    public static string Told(Exception exception) => Storable.Of($"{exception.GetType().Name}: {exception.Message}", LongestError);
}
