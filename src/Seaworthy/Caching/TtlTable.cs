using System.Collections.Frozen;
using System.Globalization;

namespace Seaworthy.Caching;

/// <summary>How long values of an entity are fresh (R38).</summary>
internal sealed class TtlTable(CachingOptions options)
{
    public const int MostSeconds = 31_536_000;

    private readonly TimeSpan _default = TimeSpan.FromSeconds(options.TtlSeconds);
    private readonly FrozenDictionary<string, TimeSpan> _byEntity = options.Ttls.Select(Parse).OfType<(string Entity, TimeSpan Ttl)>()
        .GroupBy(line => line.Entity, StringComparer.Ordinal).ToFrozenDictionary(lines => lines.Key, lines => lines.Last().Ttl, StringComparer.Ordinal);

    /// <summary>What stands before the first colon of a key; a key without one is its own entity.</summary>
    public static ReadOnlySpan<char> EntityOf(ReadOnlySpan<char> key) => key.IndexOf(':') is >= 0 and var end ? key[..end] : key;

    public TimeSpan For(string entity) => _byEntity.GetValueOrDefault(entity, _default);

    /// <summary>One line of the setting; null when it is none.</summary>
    public static (string Entity, TimeSpan Ttl)? Parse(string line) =>
        line.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } entity, var text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostSeconds
            ? (entity, TimeSpan.FromSeconds(seconds))
            : null;
}
