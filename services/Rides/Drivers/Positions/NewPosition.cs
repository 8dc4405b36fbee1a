using System.ComponentModel.DataAnnotations;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>Where a driver is.</summary>
/// <param name="Lat">In degrees.</param>
/// <param name="Lon">In degrees.</param>
/// <param name="At">Since when; null for now. A phone whose clock is ahead means now, and what is older than is kept changes nothing.</param>
internal sealed record NewPosition(
    [property: Required, Range(-90.0, 90.0)] double Lat,
    [property: Required, Range(-180.0, 180.0)] double Lon,
    DateTime? At = null)
{
    public Spot Where() => Spot.Of(Lat, Lon);

    /// <summary>When it was, in microseconds as both engines keep them.</summary>
    public DateTime When(DateTime now) => At is { } at && at < now ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : now;
}
