using System.Text.Json;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>
/// A ride as callers see it: what has happened to it, added up. It has no setters but the way in which each <see cref="RideFact"/> changes it, so that it can be made anew of them.
/// </summary>
internal sealed class Ride
{
    public long Id { get; private set; }

    public Guid PublicId { get; private set; }

    /// <summary>How many facts it is made of.</summary>
    public int Version { get; private set; }

    public string UserId { get; private set; } = "";

    /// <summary>One of <see cref="RideStatus"/>.</summary>
    public string Status { get; private set; } = "";

    /// <summary>The how manieth driver is looked for, from 1.</summary>
    public int Round { get; private set; }

    public int? PickupLatE6 { get; private set; }

    public int? PickupLonE6 { get; private set; }

    public string? PickupName { get; private set; }

    public int? DropoffLatE6 { get; private set; }

    public int? DropoffLonE6 { get; private set; }

    public string? DropoffName { get; private set; }

    public int DistanceM { get; private set; }

    public long QuoteCents { get; private set; }

    public long? FareCents { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>One of <see cref="PaymentState"/>.</summary>
    public string Payment { get; private set; } = PaymentState.None;

    public string? PaymentReason { get; private set; }

    /// <summary>Subject of whoever is asked or drives; null while nobody is.</summary>
    public string? DriverId { get; private set; }

    public string? DriverName { get; private set; }

    public string? Vehicle { get; private set; }

    public string? Plate { get; private set; }

    /// <summary>Drivers who said no, as a JSON array of subjects.</summary>
    public string Refused { get; private set; } = "[]";

    /// <summary>Until when a driver is looked for.</summary>
    public DateTime Until { get; private set; }

    public DateTime RequestedAt { get; private set; }

    public DateTime? MatchedAt { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public DateTime? PaidAt { get; private set; }

    /// <summary>What an import knows it by; null for one that was asked for. Unique.</summary>
    public string? ImportKey { get; private set; }

    /// <summary>Where it begins; of one that was imported nobody knows.</summary>
    public Spot Pickup => new(PickupLatE6!.Value, PickupLonE6!.Value);

    /// <inheritdoc cref="Pickup"/>
    public Spot Dropoff => new(DropoffLatE6!.Value, DropoffLonE6!.Value);

    public IReadOnlyList<string> RefusedBy => JsonSerializer.Deserialize<string[]>(Refused)!;

    /// <summary>One of which nothing is known yet.</summary>
    public static Ride New(Guid id) => new() { PublicId = id };

    /// <summary>Back to where nothing was known of it: for whoever makes it anew.</summary>
    public void Forget()
    {
        (Version, Status, Round, Payment, PaymentReason, FareCents, Refused) = (0, "", 0, PaymentState.None, null, null, "[]");
        (MatchedAt, AcceptedAt, StartedAt, EndedAt, PaidAt) = (null, null, null, null, null);
        Leave();
    }

    /// <summary>What <paramref name="fact"/> makes of it.</summary>
    public void Apply(RideFact fact, DateTime at)
    {
        Version++;
        switch (fact)
        {
            case RideRequested asked:
                Begin(asked, at);
                break;
            case RideImported past:
                Import(past);
                break;
            case DriverKept kept:
                (DriverId, DriverName, Vehicle, Plate) = (kept.Driver.Subject, kept.Driver.Name, kept.Driver.Vehicle, kept.Driver.Plate);
                (Status, MatchedAt) = (RideStatus.Matched, at);
                break;
            case DriverGone gone:
                (Refused, Round, Until) = (JsonSerializer.Serialize(RefusedBy.Append(DriverId!)), Round + 1, gone.Until);
                (Status, MatchedAt, AcceptedAt) = (RideStatus.Requested, null, null);
                Leave();
                break;
            case RideAccepted:
                (Status, AcceptedAt) = (RideStatus.Accepted, at);
                break;
            case RideStarted:
                (Status, StartedAt) = (RideStatus.Started, at);
                break;
            case RideFinished finished:
                (Status, EndedAt) = (RideStatus.Finished, at);
                Owe(finished.FareCents);
                break;
            case RideCancelled cancelled:
                (Status, EndedAt) = (RideStatus.Cancelled, at);
                Owe(cancelled.FeeCents);
                break;
            case RideUnserved:
                (Status, EndedAt) = (RideStatus.Unserved, at);
                break;
            case RideEnded:
                (Status, EndedAt) = (RideStatus.Ended, at);
                break;
            case RidePaid paid:
                (Payment, PaidAt, PaymentReason) = (PaymentState.Paid, paid.At, null);
                break;
            case RidePaymentRefused refused:
                (Payment, PaymentReason) = (PaymentState.Refused, refused.Reason);
                break;
            default:
                throw new InvalidOperationException($"A ride knows nothing of {fact.GetType().Name}.");
        }
    }

    private void Begin(RideRequested asked, DateTime at)
    {
        (UserId, Status, Round, Until, RequestedAt) = (asked.Rider, RideStatus.Requested, 1, asked.Until, at);
        (PickupLatE6, PickupLonE6, PickupName) = (asked.Pickup.LatE6, asked.Pickup.LonE6, asked.PickupName);
        (DropoffLatE6, DropoffLonE6, DropoffName) = (asked.Dropoff.LatE6, asked.Dropoff.LonE6, asked.DropoffName);
        (DistanceM, QuoteCents, Currency) = (asked.DistanceM, asked.QuoteCents, asked.Currency);
    }

    private void Import(RideImported past)
    {
        (UserId, Status, Until, RequestedAt, StartedAt, EndedAt) = (RideImported.Rider, RideStatus.Finished, past.StartedAt, past.StartedAt, past.StartedAt, past.EndedAt);
        (PickupName, DropoffName, DistanceM, QuoteCents, FareCents, Currency) = (past.PickupName, past.DropoffName, past.DistanceM, past.FareCents, past.FareCents, past.Currency);
        (Payment, PaidAt) = past.IsPaid ? (PaymentState.Paid, past.EndedAt) : (PaymentState.None, (DateTime?)null);
    }

    private void Owe(long cents)
    {
        FareCents = cents;
        Payment = cents > 0 ? PaymentState.Owed : PaymentState.None;
    }

    private void Leave() => (DriverId, DriverName, Vehicle, Plate) = (null, null, null, null);
}
