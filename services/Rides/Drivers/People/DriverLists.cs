using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Drivers.Positions;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>How drivers are shown: to themselves, and to whoever looks after the rides.</summary>
internal static class DriverLists
{
    private static readonly FilterValue State = new(typeof(string), $"one of {string.Join(", ", DriverState.All)}", text => DriverState.All.Contains(text) ? text : null);

    /// <summary>By the subject of a token.</summary>
    public static ListDefinition<Driver, Driver> BySubject { get; } = List.Of<Driver>("driver by subject")
        .Key(d => d.Id)
        .Sort("id", d => d.Id)
        .Within<string>((d, subject) => d.Subject == subject);

    /// <summary>What a driver sees of himself. Where he is, is not part of it: its ETag would change with every step.</summary>
    public static ListDefinition<Driver, Driver> Own { get; } = Card(List.Of<Driver>("driver")).Field("version", d => d.Version);

    /// <summary>One with where he was last.</summary>
    public static ListDefinition<Driver, Driver> Item { get; } = Whole(List.Of<Driver>("driver"));

    /// <summary>All of them, the newest first.</summary>
    public static ListDefinition<Driver, Driver> All { get; } = Whole(List.Of<Driver>("drivers"))
        .Filter<string>("state", State, (d, state) => d.State == state)
        .Sort("id", d => d.Id, descending: true)
        .Strict();

    private static ListDefinition<Driver, Driver> Whole(ListDefinition<Driver, Driver> list) => Card(list)
        .Field("subject", d => d.Subject)
        .Field("lat", Degrees.Of<Driver>(d => d.LatE6), FieldFormat.Json)
        .Field("lon", Degrees.Of<Driver>(d => d.LonE6), FieldFormat.Json)
        .Field("position_at", d => d.PositionAt);

    private static ListDefinition<Driver, Driver> Card(ListDefinition<Driver, Driver> list) => list
        .Key(d => d.Id)
        .Field("id", d => d.Id)
        .Field("name", d => d.Name)
        .Field("vehicle", d => d.Vehicle)
        .Field("plate", d => d.Plate)
        .Field("state", d => d.State)
        .Field("wants_off", d => d.WantsOff)
        .Field("ride", d => d.Ride)
        .Field("created_at", d => d.CreatedAt);
}
