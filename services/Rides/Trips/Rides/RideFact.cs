using System.Text.Json;
using System.Text.Json.Serialization;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>Something that happened to a ride. Once written it stays as it is: another shape of one is another kind beside it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RideRequested), "requested")]
[JsonDerivedType(typeof(RideImported), "imported")]
[JsonDerivedType(typeof(DriverKept), "driver_kept")]
[JsonDerivedType(typeof(DriverGone), "driver_gone")]
[JsonDerivedType(typeof(RideAccepted), "accepted")]
[JsonDerivedType(typeof(RideStarted), "started")]
[JsonDerivedType(typeof(RideFinished), "finished")]
[JsonDerivedType(typeof(RideCancelled), "cancelled")]
[JsonDerivedType(typeof(RideUnserved), "unserved")]
[JsonDerivedType(typeof(RideEnded), "ended")]
[JsonDerivedType(typeof(RidePaid), "paid")]
[JsonDerivedType(typeof(RidePaymentRefused), "payment_refused")]
internal abstract record RideFact
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Write() => JsonSerializer.Serialize(this, Options);

    public static RideFact Read(string text) => JsonSerializer.Deserialize<RideFact>(text, Options)!;
}

/// <summary>Somebody wants to be taken somewhere.</summary>
internal sealed record RideRequested(string Rider, Spot Pickup, string? PickupName, Spot Dropoff, string? DropoffName, int DistanceM, long QuoteCents, string Currency, DateTime Until) : RideFact;

/// <summary>A ride of the past, from a file: all that is known of it.</summary>
internal sealed record RideImported(string? PickupName, string? DropoffName, int DistanceM, long FareCents, string Currency, DateTime StartedAt, DateTime EndedAt, bool IsPaid) : RideFact
{
    /// <summary>Whose it is: nobody's who signs in.</summary>
    public const string Rider = "import";
}

/// <summary>A driver is kept for it, and asked.</summary>
internal sealed record DriverKept(DriverCard Driver, int DistanceM) : RideFact
{
    /// <summary>The member that says who he is.</summary>
    public const string Named = "driver";
}

/// <summary>He is not kept any more, and another one is looked for.</summary>
/// <param name="Why"><c>declined</c>, or <c>silent</c> where he did not answer.</param>
/// <param name="Until">How long one is looked for.</param>
internal sealed record DriverGone(string Why, DateTime Until) : RideFact;

/// <summary>The driver takes it.</summary>
internal sealed record RideAccepted : RideFact;

/// <summary>The rider is in the car.</summary>
internal sealed record RideStarted : RideFact;

/// <summary>The rider is where he wanted to be.</summary>
internal sealed record RideFinished(long FareCents, Spot? At) : RideFact;

/// <summary>The rider does not want it any more.</summary>
/// <param name="FeeCents">What that costs; 0 for nothing.</param>
internal sealed record RideCancelled(long FeeCents) : RideFact;

/// <summary>Nobody was free and near.</summary>
internal sealed record RideUnserved : RideFact;

/// <summary>Whoever looks after the rides has ended it. Nothing is owed.</summary>
internal sealed record RideEnded(string Reason) : RideFact;

/// <summary>What was owed is paid.</summary>
internal sealed record RidePaid(Guid Payment, DateTime At) : RideFact;

/// <summary>A payment was refused.</summary>
internal sealed record RidePaymentRefused(Guid Payment, string Reason) : RideFact;
