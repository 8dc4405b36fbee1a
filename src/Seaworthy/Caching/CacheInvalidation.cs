using Microsoft.Extensions.Logging;

namespace Seaworthy.Caching;

/// <summary>Kills what stands under a tag, counts it and tells it.</summary>
internal sealed class CacheInvalidation(CacheTags tags, CacheCounts counts, ILogger<CacheInvalidation> log)
{
    /// <summary>How many entries it killed (see <see cref="CacheTags.Invalidate"/>).</summary>
    public int Invalidate(string tag)
    {
        var entries = tags.Invalidate(CacheScope.Of(tag));
        counts.Invalidate(entries);
        Log.CacheInvalidated(log, tag, entries);
        return entries;
    }
}
