using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>How the history of positions is shown.</summary>
internal static class PositionLists
{
    /// <summary>A driver's own, the newest first.</summary>
    public static ListDefinition<DriverPosition, DriverPosition> Mine { get; } = List.Of<DriverPosition>("positions")
        .Key(p => p.Id)
        .Field("at", p => p.At)
        .Field("lat", Degrees.Of<DriverPosition>(p => p.LatE6), FieldFormat.Json)
        .Field("lon", Degrees.Of<DriverPosition>(p => p.LonE6), FieldFormat.Json)
        .Sort("at", p => p.At, descending: true)
        .Within<long>((p, driver) => p.DriverId == driver)
        .Strict();
}
