namespace Seaworthy.Rides.Trips.Seed;

/// <summary>The fields of a trip, and the columns that may hold them: the names of New York's taxi trips among them.</summary>
internal static class TripColumns
{
    public static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>
    {
        ["id"] = ["trip_id", "id", "ride_id"],
        ["started"] = ["tpep_pickup_datetime", "lpep_pickup_datetime", "pickup_datetime", "started_at"],
        ["ended"] = ["tpep_dropoff_datetime", "lpep_dropoff_datetime", "dropoff_datetime", "ended_at"],
        ["miles"] = ["trip_distance", "miles"],
        ["from"] = ["pulocationid", "pickup_zone", "from"],
        ["to"] = ["dolocationid", "dropoff_zone", "to"],
        ["payment"] = ["payment_type", "payment"],
        ["total"] = ["total_amount", "total", "fare"],
    };
}
