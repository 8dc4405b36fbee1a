namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>Where a driver was: a line of his history.</summary>
internal sealed class DriverPosition
{
    /// <summary>How far and how long after the last line the next one is at the least: enough to see which streets he took.</summary>
    public const int MovedM = 20;

    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    /// <summary>How long it is kept: where somebody was is nobody's business for longer than a complaint takes.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public long Id { get; init; }

    public long DriverId { get; init; }

    public DateTime At { get; init; }

    public int LatE6 { get; init; }

    public int LonE6 { get; init; }
}
