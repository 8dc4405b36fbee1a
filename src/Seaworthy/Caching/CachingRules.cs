using Seaworthy.Hosting.Settings;

namespace Seaworthy.Caching;

/// <summary>What caching settings must be beyond their type.</summary>
internal static class CachingRules
{
    private const int LongestPrefix = 100;

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) => options.Caching.Ttls
        .Where(line => TtlTable.Parse(line) is null)
        .Select(line => new BrokenRule("Caching:Ttls", line, $"must be an entity and its seconds, such as user=300, from 1 to {TtlTable.MostSeconds}"))
        .Concat(Prefix(options.Caching.Prefix));

    private static IEnumerable<BrokenRule> Prefix(string? prefix) =>
        prefix is null || (prefix.Length is > 0 and <= LongestPrefix && prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            ? []
            : [new("Caching:Prefix", prefix, $"must be 1 to {LongestPrefix} letters, digits, dots, dashes or underscores: it is part of names in Redis")];
}
