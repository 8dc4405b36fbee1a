namespace Seaworthy.Rides.Trips.Rides;

/// <summary>How far a ride is.</summary>
internal static class RideStatus
{
    /// <summary>A driver is looked for.</summary>
    public const string Requested = "requested";

    /// <summary>One is asked.</summary>
    public const string Matched = "matched";

    /// <summary>He is on his way.</summary>
    public const string Accepted = "accepted";

    /// <summary>The rider is in the car.</summary>
    public const string Started = "started";

    /// <summary>He is where he wanted to be.</summary>
    public const string Finished = "finished";

    /// <summary>By the rider.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Nobody was free and near.</summary>
    public const string Unserved = "unserved";

    /// <summary>By whoever looks after the rides.</summary>
    public const string Ended = "ended";

    public static IReadOnlyList<string> All { get; } = [Requested, Matched, Accepted, Started, Finished, Cancelled, Unserved, Ended];

    /// <summary>Of a driver one ride is among these.</summary>
    public static IReadOnlyList<string> WithDriver { get; } = [Matched, Accepted, Started];
}

/// <summary>What has become of what a ride costs.</summary>
internal static class PaymentState
{
    /// <summary>Nothing is owed.</summary>
    public const string None = "none";

    public const string Owed = "owed";

    public const string Paid = "paid";

    /// <summary>A payment was refused, and the rider must try again.</summary>
    public const string Refused = "refused";

    public static IReadOnlyList<string> All { get; } = [None, Owed, Paid, Refused];
}
