using Microsoft.Extensions.Logging;
using Seaworthy.Caching.Shared;

namespace Seaworthy.Caching;

/// <summary>Kills what stands under a tag, counts it and tells it; where other processes keep it too, in all of them.</summary>
internal sealed class CacheInvalidation(CacheTags tags, CacheCounts counts, ILogger<CacheInvalidation> log, SharedTags? shared = null)
{
    /// <summary>
    /// Says that what stands under these tags is about to change: until it has, or two seconds are over, no process stores or serves
    /// anything under them. So a writer that dies between its commit and <see cref="InvalidateAsync(IReadOnlyList{string}, string)"/> leaves
    /// nothing old behind.
    /// </summary>
    /// <returns>The writer's name, for that call; null where there is nobody to tell, or no way to.</returns>
    public ValueTask<string?> MarkAsync(IReadOnlyList<string> names) =>
        shared is null || names.Count == 0 ? new((string?)null) : shared.MarkAsync(Scoped(names));

    /// <summary>How many entries of this process it killed (see <see cref="CacheTags.Invalidate"/>).</summary>
    public async ValueTask<int> InvalidateAsync(string name)
    {
        var entries = Kill(name);
        if (shared is not null)
        {
            await shared.ChangedAsync([CacheScope.Of(name)], null).ConfigureAwait(false);
        }

        return entries;
    }

    /// <summary>The same for several, of a writer that has marked them before.</summary>
    public async ValueTask InvalidateAsync(IReadOnlyList<string> names, string? writer)
    {
        foreach (var name in names)
        {
            Kill(name);
        }

        if (shared is not null && names.Count > 0)
        {
            await shared.ChangedAsync(Scoped(names), writer).ConfigureAwait(false);
        }
    }

    private int Kill(string name)
    {
        var entries = tags.Invalidate(CacheScope.Of(name));
        counts.Invalidate(entries);
        Log.CacheInvalidated(log, name, entries);
        return entries;
    }

    private static string[] Scoped(IReadOnlyList<string> names) => [.. names.Select(name => CacheScope.Of(name))];
}
