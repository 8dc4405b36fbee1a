using Seaworthy.Rides.Contracts;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// What is around a spot, as comparisons of columns can say it: from south to north, and from west to east in one range, or in two where it lies across the date line. A box that holds a
/// pole has all longitudes, since they meet there.
/// </summary>
/// <param name="South">Least latitude, in millionths of a degree like all of them.</param>
/// <param name="North">Greatest latitude.</param>
/// <param name="West">Least longitude of the first range.</param>
/// <param name="East">Greatest longitude of the first range.</param>
/// <param name="OtherWest">The same of the second, which is empty where there is none.</param>
/// <param name="OtherEast">The same.</param>
/// <param name="CosineE6">How much shorter a degree of longitude is than one of latitude here, in millionths.</param>
/// <param name="RadiusE6">As far a place is at the most, in millionths of a degree of latitude.</param>
internal readonly record struct SearchBox(int South, int North, int West, int East, int OtherWest, int OtherEast, long CosineE6, long RadiusE6)
{
    private const double MetersOfDegree = 6_371_009 * Math.PI / 180; // of the same globe as Spot's
    private const int Half = 180_000_000;
    private const int Pole = 90_000_000;

    public static SearchBox Around(Spot spot, int radiusM)
    {
        var radius = (int)Math.Ceiling(radiusM / MetersOfDegree * 1e6);
        var (south, north) = (Math.Max(spot.LatE6 - radius, -Pole), Math.Min(spot.LatE6 + radius, Pole));

        // By the side that is nearer to a pole, where a degree of longitude is shortest: the box is a little wider than need be, and never too narrow.
        var nearPole = Math.Max(Math.Abs(south), Math.Abs(north));
        var wide = nearPole == Pole ? Half : Math.Ceiling(radius / Cosine(nearPole));
        var (first, second) = wide >= Half ? ((-Half, Half), (1, 0)) : Ranges(spot.LonE6 - (int)wide, spot.LonE6 + (int)wide);
        return new(south, north, first.Item1, first.Item2, second.Item1, second.Item2, (long)(Cosine(spot.LatE6) * 1e6), radius);
    }

    private static ((int West, int East) First, (int West, int East) Second) Ranges(int west, int east) =>
        west < -Half ? ((-Half, east), (west + (2 * Half), Half))
        : east > Half ? ((west, Half), (-Half, east - (2 * Half)))
        : ((west, east), (1, 0));

    private static double Cosine(int latE6) => Math.Cos(latE6 / 1e6 * Math.PI / 180);
}
