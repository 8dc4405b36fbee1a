using Seaworthy.Api.Problems;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>Why a ride is not taken, or not moved.</summary>
internal static class RideProblems
{
    /// <summary>The caller has one.</summary>
    public static ProblemType UnderWay { get; } = new("ride-under-way", 409, "You have a ride already",
        "The detail names it. Ride it to its end, or cancel it, and ask again.");

    /// <summary>The caller owes something.</summary>
    public static ProblemType Unpaid { get; } = new("ride-unpaid", 409, "A ride of yours is not paid",
        "The detail names it and says why the payment was refused. Pay it, and ask again.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } = [UnderWay, Unpaid];

    public static Problem HasOne(Guid ride, string status) => Problem.Of(UnderWay, $"Ride {ride} is {status}. Only one can be under way at a time.");

    public static Problem Owes(Guid ride, string? reason) => Problem.Of(Unpaid, $"Ride {ride} is not paid: {reason}. Pay it at /rides/payments/{ride}/pay and ask again.");

    /// <summary>It cannot become so now.</summary>
    public static Problem Not(Ride ride, string wanted, IEnumerable<string> after) =>
        Problem.Of(ProblemTypes.Conflict, $"The ride is {ride.Status} and cannot be {wanted}: that follows {string.Join(" or ", after)}.");
}
