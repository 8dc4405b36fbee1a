using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>How rides are shown: to whoever rides, to whoever drives, and to who looks after all. How a rider pays, and whether he could, is nothing to his driver.</summary>
internal static class RideLists
{
    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", RideStatus.All)}", text => RideStatus.All.Contains(text) ? text : null);

    /// <summary>One, for its rider.</summary>
    public static ListDefinition<Ride, Ride> Item { get; } = Paid(List.Of<Ride>("ride")).Within<string>((r, me) => r.UserId == me);

    /// <summary>One, for its driver.</summary>
    public static ListDefinition<Ride, Ride> DrivenItem { get; } = Unpaid(List.Of<Ride>("driven ride")).Within<string>((r, me) => r.DriverId == me);

    /// <summary>Any, for who looks after all.</summary>
    public static ListDefinition<Ride, Ride> AnyItem { get; } = Paid(List.Of<Ride>("any ride"));

    /// <summary>The document's list (R41): the caller's own, newest first.</summary>
    public static ListDefinition<Ride, Ride> Mine { get; } = Paid(List.Of<Ride>("rides"))
        .Within<string>((r, me) => r.UserId == me)
        .Filter<string>("status", Status, (r, status) => r.Status == status)
        .Sort("id", r => r.Id, descending: true);

    /// <summary>Those that the caller drives or is asked to, newest first.</summary>
    public static ListDefinition<Ride, Ride> Driven { get; } = Unpaid(List.Of<Ride>("driven rides"))
        .Within<string>((r, me) => r.DriverId == me)
        .Filter<string>("status", Status, (r, status) => r.Status == status)
        .Sort("id", r => r.Id, descending: true)
        .Strict();

    /// <summary>All, newest first.</summary>
    public static ListDefinition<Ride, Ride> All { get; } = Paid(List.Of<Ride>("all rides"))
        .Filter<string>("status", Status, (r, status) => r.Status == status)
        .Sort("id", r => r.Id, descending: true)
        .Strict();

    private static ListDefinition<Ride, Ride> Paid(ListDefinition<Ride, Ride> list) => Course(Way(list)
        .Field("payment", r => r.Payment)
        .Field("payment_reason", r => r.PaymentReason))
        .Field("paid_at", r => r.PaidAt)
        .Field("version", r => r.Version);

    private static ListDefinition<Ride, Ride> Unpaid(ListDefinition<Ride, Ride> list) => Course(Way(list)).Field("version", r => r.Version);

    private static ListDefinition<Ride, Ride> Way(ListDefinition<Ride, Ride> list) => list
        .Key(r => r.Id)
        .PublicId(r => r.PublicId)
        .Field("id", r => r.PublicId)
        .Field("status", r => r.Status)
        .Field("rider", r => r.UserId)
        .Field("pickup_lat", r => r.PickupLatE6, FieldFormat.Millionths)
        .Field("pickup_lon", r => r.PickupLonE6, FieldFormat.Millionths)
        .Field("pickup_name", r => r.PickupName)
        .Field("dropoff_lat", r => r.DropoffLatE6, FieldFormat.Millionths)
        .Field("dropoff_lon", r => r.DropoffLonE6, FieldFormat.Millionths)
        .Field("dropoff_name", r => r.DropoffName)
        .Field("distance_m", r => r.DistanceM)
        .Field("quote", r => r.QuoteCents, FieldFormat.Money)
        .Field("fare", r => r.FareCents, FieldFormat.Money)
        .Field("currency", r => r.Currency);

    private static ListDefinition<Ride, Ride> Course(ListDefinition<Ride, Ride> list) => list
        .Field("driver", r => r.DriverId)
        .Field("driver_name", r => r.DriverName)
        .Field("vehicle", r => r.Vehicle)
        .Field("plate", r => r.Plate)
        .Field("requested_at", r => r.RequestedAt)
        .Field("matched_at", r => r.MatchedAt)
        .Field("accepted_at", r => r.AcceptedAt)
        .Field("started_at", r => r.StartedAt)
        .Field("ended_at", r => r.EndedAt);
}
