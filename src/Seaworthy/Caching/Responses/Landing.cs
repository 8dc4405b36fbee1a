namespace Seaworthy.Caching.Responses;

/// <summary>What one request's work brought for those who waited for it.</summary>
/// <param name="Answer">The answer; null when it is nobody else's.</param>
/// <param name="IsAbandoned">Its caller went away in the middle: somebody else has to begin again.</param>
internal sealed record Landing(Answer? Answer, bool IsAbandoned)
{
    public static readonly Landing NotKept = new(null, IsAbandoned: false);

    public static readonly Landing Abandoned = new(null, IsAbandoned: true);
}
