namespace Seaworthy.Caching.Origin;

/// <summary>What is known of an address whose answer is not under its own key.</summary>
/// <param name="key">The address's key.</param>
/// <param name="times">For how long.</param>
/// <param name="tags">Its tags.</param>
/// <param name="vary">The fields that its answers vary by; null when the last one was not kept, so that nobody should wait for the next.</param>
internal sealed class OriginMark(string key, CacheTimes times, TagCapture tags, string[]? vary) : CacheEntry(key, Words, times, tags)
{
    private const int Words = 200;

    public string[]? Vary => vary;
}
