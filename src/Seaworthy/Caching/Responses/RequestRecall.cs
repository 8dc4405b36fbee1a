namespace Seaworthy.Caching.Responses;

/// <summary>What the cache of answers made of one request.</summary>
internal sealed class RequestRecall
{
    /// <summary>Where the answer came from: <c>hit</c>, <c>joined</c>, <c>miss</c> or <c>passed</c>; null where answers are not kept.</summary>
    public string? Outcome { get; set; }

    /// <summary>Seconds since a kept answer was made; null when it was made for this request.</summary>
    public int? Age { get; set; }

    /// <summary>What the answer is kept under, once it was not found.</summary>
    public string? Key { get; set; }

    /// <summary>Whose answer it is, where the endpoint says <c>SameWithin</c>.</summary>
    public string? Within { get; set; }

    public void Forget() => (Outcome, Age, Key, Within) = (null, null, null, null);
}
