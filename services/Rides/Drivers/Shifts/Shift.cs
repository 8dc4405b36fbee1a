using System.ComponentModel.DataAnnotations;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Rides.Drivers.Shifts;

/// <summary>Whether a driver takes rides.</summary>
/// <param name="On">He does.</param>
/// <param name="Lat">Where he is, in degrees, with <paramref name="Lon"/>; null where he has said so a moment ago.</param>
/// <param name="Lon">The same.</param>
internal sealed record Shift([property: Required] bool On, [property: Range(-90.0, 90.0)] double? Lat = null, [property: Range(-180.0, 180.0)] double? Lon = null) : IValidatableObject
{
    /// <summary>Where he says that he is.</summary>
    public Spot? Where() => Lat is { } lat && Lon is { } lon ? Spot.Of(lat, lon) : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lat is null != Lon is null)
        {
            yield return new ValidationResult("must be there, or lat and lon both not", [Lat is null ? nameof(Lat) : nameof(Lon)]);
        }
    }
}
