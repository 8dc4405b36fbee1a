using Seaworthy.Hosting.Settings;

namespace Seaworthy.Hosting;

/// <summary>What the addresses of services behind this one must be.</summary>
internal static class UpstreamRules
{
    public const string Key = "Upstreams";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        foreach (var (name, text) in options.Upstreams)
        {
            if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var addresses && (addresses.Length == 0 || Array.Exists(addresses, address => !IsAddress(address))))
            {
                yield return new($"{Key}:{name}", text, "must be addresses like http://scoring:8080/score, with spaces between");
            }
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0;
}
