namespace Seaworthy.Peers.Vanilla;

/// <summary>How far a ride is and what it will cost: the crow's way and three tenths, and the tariff of the rides' service.</summary>
internal static class Fare
{
    private const double EarthM = 6_371_009;

    public static Ride Ask(NewRide body, string rider, DateTime now)
    {
        var road = Meters(body.Pickup, body.Dropoff) * 13 / 10;
        return new()
        {
            PublicId = Guid.CreateVersion7(), UserId = rider, PickupLatE6 = body.Pickup.LatE6, PickupLonE6 = body.Pickup.LonE6, PickupName = body.Pickup.Name,
            DropoffLatE6 = body.Dropoff.LatE6, DropoffLonE6 = body.Dropoff.LonE6, DropoffName = body.Dropoff.Name, DistanceM = road, QuoteCents = Cents(road),
            RequestedAt = now, Until = now.AddMinutes(2),
        };
    }

    private static long Cents(int road)
    {
        var seconds = road * 60L / (25_000 / 60);
        return Math.Max(500, 250 + (((120L * road) + 999) / 1000) + (((30 * seconds) + 59) / 60));
    }

    private static int Meters(RidePlace from, RidePlace to)
    {
        var (lat, lon) = (Radians(to.LatE6 - from.LatE6) / 2, Radians(to.LonE6 - from.LonE6) / 2);
        var half = Math.Pow(Math.Sin(lat), 2) + (Math.Cos(Radians(from.LatE6)) * Math.Cos(Radians(to.LatE6)) * Math.Pow(Math.Sin(lon), 2));
        return (int)Math.Round(2 * EarthM * Math.Asin(Math.Min(1, Math.Sqrt(half))));
    }

    private static double Radians(int millionths) => millionths / 1e6 * Math.PI / 180;
}
