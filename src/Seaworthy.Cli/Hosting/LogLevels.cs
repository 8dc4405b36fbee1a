using Microsoft.Extensions.Logging;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Hosting;

/// <summary>.NET's own levels of logging, <c>Logging:LogLevel:CATEGORY</c>: one that is not known would end the process in the middle of its start, without the place that it stands at.</summary>
internal static class LogLevels
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    // The strongest source has the word; what it overrules is not read.
    public static IEnumerable<SettingFault> Faults(SettingLookup lookup) => lookup.Below(Section).DistinctBy(found => found.Key, StringComparer.OrdinalIgnoreCase)
        .Where(found => IsLevel(found.Key) && found.Value.Length > 0 && !Enum.TryParse<LogLevel>(found.Value, ignoreCase: true, out _))
        .Select(found => new SettingFault(found.Key, found.Value, $"must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}", found.Source));

    // Logging:LogLevel:CATEGORY is of all, Logging:Console:LogLevel:CATEGORY of one that writes.
    private static bool IsLevel(string key) => key.Split(':') is [_, var first, ..] parts
        && (first.Equals(Levels, StringComparison.OrdinalIgnoreCase) || (parts.Length > 3 && parts[2].Equals(Levels, StringComparison.OrdinalIgnoreCase)));
}
