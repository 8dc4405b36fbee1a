namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// That a driver was wanted for a ride, and how far that is. Whoever does something about a ride locks this row first, so that what is told of a ride is handled one after the other, whatever
/// the order.
/// </summary>
internal sealed class AskedRide
{
    /// <summary>Nobody has been found yet.</summary>
    public const string Asked = "asked";

    /// <summary>The round was answered: by a driver, or by nobody.</summary>
    public const string Answered = "answered";

    /// <summary>Nobody is to be kept for it any more.</summary>
    public const string Over = "over";

    /// <summary>How long it is kept: far longer than anything that is told of a ride is on its way.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Guid Ride { get; init; }

    /// <summary>The latest round; 0 where the ride was over before a first one came.</summary>
    public int Round { get; init; }

    /// <summary>One of the above.</summary>
    public required string State { get; init; }

    /// <summary>When the round was received.</summary>
    public DateTime AskedAt { get; init; }

    /// <summary>The job that received it: another one with the same round is told of it a second time.</summary>
    public Guid AskedBy { get; init; }
}
