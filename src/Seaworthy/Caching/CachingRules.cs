using Seaworthy.Hosting.Settings;

namespace Seaworthy.Caching;

/// <summary>What caching settings must be beyond their type.</summary>
internal static class CachingRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) => options.Caching.Ttls
        .Where(line => TtlTable.Parse(line) is null)
        .Select(line => new BrokenRule("Caching:Ttls", line, $"must be an entity and its seconds, such as user=300, from 1 to {TtlTable.MostSeconds}"));
}
