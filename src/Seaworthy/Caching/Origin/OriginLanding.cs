namespace Seaworthy.Caching.Origin;

/// <summary>What one request brought for those who waited for it.</summary>
/// <param name="Answer">The answer; null when it is nobody else's.</param>
/// <param name="IsAbandoned">Its caller went away in the middle: somebody else has to begin again.</param>
internal sealed record OriginLanding(OriginAnswer? Answer, bool IsAbandoned)
{
    /// <summary>It is the old answer, in place of an error.</summary>
    public bool IsStandIn { get; init; }

    public static readonly OriginLanding NotKept = new(null, IsAbandoned: false);

    public static readonly OriginLanding Abandoned = new(null, IsAbandoned: true);
}
