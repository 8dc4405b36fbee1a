using Seaworthy.Messaging;

namespace Seaworthy.Rides.Contracts;

/// <summary>
/// What the modules of the rides tell each other, and all that they share (R22, R90). Each event's key is its ride: what is told of one ride comes in its order, from one module. Between
/// two modules nothing is promised, so that each of them takes what comes late, or twice, for what it is.
/// </summary>
internal static class RideEvents
{
    /// <summary>From the trips: somebody wants a driver, for the first time or again.</summary>
    public static EventContract<DriverWanted> Wanted { get; } = new("rides.driver-wanted", 1, told => $"{told.Ride}");

    /// <summary>From the drivers: this one is kept for the ride until he is released.</summary>
    public static EventContract<DriverFound> Found { get; } = new("rides.driver-found", 1, told => $"{told.Ride}");

    /// <summary>From the drivers: nobody was free and near until it was too late.</summary>
    public static EventContract<NobodyFound> Nobody { get; } = new("rides.nobody-found", 1, told => $"{told.Ride}");

    /// <summary>From the trips: the driver is not kept any more, because the ride has ended, or goes on without him.</summary>
    public static EventContract<DriverReleased> Released { get; } = new("rides.driver-released", 1, told => $"{told.Ride}");

    /// <summary>From the trips: something is owed.</summary>
    public static EventContract<MoneyOwed> Owed { get; } = new("rides.money-owed", 1, told => $"{told.Ride}");

    /// <summary>From the payments: it was paid.</summary>
    public static EventContract<MoneyPaid> Paid { get; } = new("rides.money-paid", 1, told => $"{told.Ride}");

    /// <summary>From the payments: it was not, and the rider must try again.</summary>
    public static EventContract<PaymentFailed> Failed { get; } = new("rides.payment-failed", 1, told => $"{told.Ride}");
}

/// <summary>Somebody wants a driver.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Round">The how manieth time, from 1: what belongs to an earlier one is too late.</param>
/// <param name="Pickup">Where.</param>
/// <param name="Until">After this it is too late.</param>
/// <param name="Except">Who is not to be found, by his subject: the rider, and drivers who said no.</param>
internal sealed record DriverWanted(Guid Ride, int Round, Spot Pickup, DateTime Until, IReadOnlyList<string> Except);

/// <summary>A driver is kept for a ride.</summary>
/// <param name="Ride">This one.</param>
/// <param name="Round">What he is the answer to.</param>
/// <param name="Driver">Who.</param>
/// <param name="DistanceM">How far from the pickup he was, in metres as the crow flies.</param>
internal sealed record DriverFound(Guid Ride, int Round, DriverCard Driver, int DistanceM);

/// <summary>What a rider is told of a driver.</summary>
/// <param name="Subject">Who, as tokens name him.</param>
/// <param name="Name">For people.</param>
/// <param name="Vehicle">What he drives.</param>
/// <param name="Plate">How it is known.</param>
internal sealed record DriverCard(string Subject, string Name, string Vehicle, string Plate);

/// <summary>Nobody was free and near.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Round">What it is the answer to.</param>
internal sealed record NobodyFound(Guid Ride, int Round);

/// <summary>A driver is not kept any more.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Driver">His subject; <see cref="Whoever"/> where the ride does not know it yet: a search for one ends too.</param>
/// <param name="Spot">Where he is now, where the ride knows it better than he said: at its end; null where it does not.</param>
internal sealed record DriverReleased(Guid Ride, string Driver, Spot? Spot)
{
    /// <summary>Whom the ride has or would get.</summary>
    public const string Whoever = "";
}

/// <summary>Something is owed for a ride. There is one such event for a ride at most.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Rider">By whom, his subject.</param>
/// <param name="AmountCents">How much.</param>
/// <param name="Currency">In which currency, as ISO 4217 has it.</param>
/// <param name="What">For what: <c>fare</c> or <c>cancellation</c>.</param>
internal sealed record MoneyOwed(Guid Ride, string Rider, long AmountCents, string Currency, string What);

/// <summary>It was paid.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Payment">By this payment.</param>
/// <param name="At">When.</param>
internal sealed record MoneyPaid(Guid Ride, Guid Payment, DateTime At);

/// <summary>A payment was refused.</summary>
/// <param name="Ride">For this ride.</param>
/// <param name="Payment">Which.</param>
/// <param name="Reason">For people.</param>
internal sealed record PaymentFailed(Guid Ride, Guid Payment, string Reason);
