namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>What became of one look for a driver.</summary>
internal static class MatchOutcome
{
    /// <summary>One is kept.</summary>
    public const string Found = "found";

    /// <summary>Nobody was there, and it is asked again.</summary>
    public const string Waiting = "waiting";

    /// <summary>Nobody was there until it was too late.</summary>
    public const string Nobody = "nobody";

    /// <summary>The ride was over.</summary>
    public const string Over = "over";

    /// <summary>It came a second time, or behind a later round.</summary>
    public const string Late = "late";

    public static IReadOnlyList<string> All { get; } = [Found, Waiting, Nobody, Over, Late];
}
