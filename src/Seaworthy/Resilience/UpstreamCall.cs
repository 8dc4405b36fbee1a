using Polly;

namespace Seaworthy.Resilience;

/// <summary>One call and all its attempts.</summary>
/// <param name="time">The clock.</param>
/// <param name="deadline">How long it may take in all.</param>
/// <param name="isRepeatable">Whether it may be sent again.</param>
/// <param name="caller">Ends when whoever made it does not wait any more.</param>
internal sealed class UpstreamCall(TimeProvider time, TimeSpan deadline, bool isRepeatable, CancellationToken caller)
{
    private static readonly ResiliencePropertyKey<UpstreamCall> Key = new("seaworthy.call");
    private readonly long _startedAt = time.GetTimestamp();

    public TimeSpan Deadline => deadline;

    public bool IsRepeatable => isRepeatable;

    public TimeSpan Left => deadline - time.GetElapsedTime(_startedAt);

    /// <summary>Nobody waits for it: that it did not end says nothing about the other side.</summary>
    public bool IsGivenUp => caller.IsCancellationRequested;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Wait { get; set; }

    public static UpstreamCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public void Enter(ResilienceContext context) => context.Properties.Set(Key, this);
}
