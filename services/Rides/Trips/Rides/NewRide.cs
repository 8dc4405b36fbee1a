using System.ComponentModel.DataAnnotations;
using Seaworthy.Rides.Contracts;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>From where to where somebody wants to be taken.</summary>
internal sealed record NewRide([property: Required] Place Pickup, [property: Required] Place Dropoff) : IValidatableObject
{
    private const int LeastM = 50;
    private const int MostM = 200_000;

    /// <summary>Metres between the two, as the crow flies.</summary>
    public int CrowM => Pickup.Spot.MetersTo(Dropoff.Spot);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Pickup is not null && Dropoff is not null && CrowM is < LeastM or > MostM)
        {
            yield return new ValidationResult($"is {CrowM} m from the pickup; a ride goes from {LeastM} to {MostM} m", [nameof(Dropoff)]);
        }
    }
}

/// <summary>A place on the map.</summary>
/// <param name="Lat">Latitude in degrees.</param>
/// <param name="Lon">Longitude in degrees.</param>
/// <param name="Name">What people call it; null for nothing.</param>
internal sealed record Place(
    [property: Required, Range(-90, 90)] double Lat,
    [property: Required, Range(-180, 180)] double Lon,
    [property: PlainText, Trimmed, Length(1, 200)] string? Name = null)
{
    public Spot Spot => Spot.Of(Lat, Lon);
}
