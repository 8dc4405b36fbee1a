using Polly;

namespace Seaworthy.Resilience;

/// <summary>One call and all its attempts.</summary>
/// <param name="time">The clock.</param>
/// <param name="deadline">How long it may take in all.</param>
/// <param name="isRepeatable">Whether it may be sent again.</param>
/// <param name="arrival">Its body, where that is still on its way in; null where it is there, or there is none.</param>
/// <param name="caller">Ends when whoever made it does not wait any more.</param>
internal sealed class UpstreamCall(TimeProvider time, TimeSpan deadline, bool isRepeatable, Arrival? arrival, CancellationToken caller)
{
    private static readonly ResiliencePropertyKey<UpstreamCall> Key = new("seaworthy.call");
    private readonly long _startedAt = time.GetTimestamp();

    public TimeSpan Deadline => deadline;

    public bool IsRepeatable => isRepeatable;

    public Arrival? Arrival => arrival;

    /// <summary>Whether its body is still on its way in.</summary>
    public bool IsArriving => arrival?.Over.IsCancellationRequested == false;

    public TimeSpan Left => deadline - time.GetElapsedTime(_startedAt);

    /// <summary>Nobody waits for it: that it did not end says nothing about the other side.</summary>
    public bool IsGivenUp => caller.IsCancellationRequested;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>What bounds it from its beginning: nothing where its body is yet to come.</summary>
    public TimeSpan Bound(TimeSpan usual) => arrival is null ? usual : Timeout.InfiniteTimeSpan;

    public static UpstreamCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public void Enter(ResilienceContext context) => context.Properties.Set(Key, this);
}
