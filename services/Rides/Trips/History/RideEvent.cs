using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.History;

/// <summary>A line of a ride's history. Lines are added and never changed; two that follow the same one cannot both be there.</summary>
internal sealed class RideEvent
{
    public long RideId { get; set; }

    public Ride Ride { get; set; } = null!;

    /// <summary>From 1.</summary>
    public int Version { get; set; }

    /// <summary>What happened: a <see cref="RideFact"/> as JSON.</summary>
    public required string Fact { get; set; }

    public DateTime At { get; set; }
}
