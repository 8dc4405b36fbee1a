using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Tokens;

/// <summary>What the settings of tokens must be.</summary>
internal static class TokenRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        if (options.Identity.Tokens is { Keys: KeyPlace.Database, Secret: null })
        {
            yield return new("Identity:Tokens:Secret", null, "is required beside Keys=database, which has private keys encrypted alone: openssl rand -hex 32 makes one");
        }
    }
}
