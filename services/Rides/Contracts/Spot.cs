namespace Seaworthy.Rides.Contracts;

/// <summary>A place on the map, in millionths of a degree (11 cm at the equator): whole numbers are alike in every database.</summary>
/// <param name="LatE6">Latitude, -90,000,000 to 90,000,000.</param>
/// <param name="LonE6">Longitude, -180,000,000 to 180,000,000.</param>
internal readonly record struct Spot(int LatE6, int LonE6)
{
    private const double EarthM = 6_371_009; // the mean radius (IUGG)

    public double Lat => LatE6 / 1e6;

    public double Lon => LonE6 / 1e6;

    public static Spot Of(double lat, double lon) => new((int)Math.Round(lat * 1e6), (int)Math.Round(lon * 1e6));

    /// <summary>Metres as the crow flies (haversine).</summary>
    public int MetersTo(Spot other)
    {
        var (lat, lon) = (Radians(other.Lat - Lat) / 2, Radians(other.Lon - Lon) / 2);
        var half = Math.Pow(Math.Sin(lat), 2) + (Math.Cos(Radians(Lat)) * Math.Cos(Radians(other.Lat)) * Math.Pow(Math.Sin(lon), 2));
        return (int)Math.Round(2 * EarthM * Math.Asin(Math.Min(1, Math.Sqrt(half))));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
