using Seaworthy.Hosting.Settings;

namespace Seaworthy.SecurityHeaders;

/// <summary>What the settings about headers must be.</summary>
internal static class SecurityHeadersRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var names = HeaderProfile.All.Select(profile => profile.Name).ToList();
        var name = options.SecurityHeaders.Profile;
        if (!names.Contains(name))
        {
            yield return new("SecurityHeaders:Profile", name, $"must be one of {string.Join(", ", names)}{Nearest.Hint(name, names)}");
        }
    }
}
