using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cors;

/// <summary>What CORS settings must be, alone and together.</summary>
internal static class CorsRules
{
    private const string Origins = "Cors:Origins";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var cors = options.Cors;
        foreach (var origin in cors.Origins)
        {
            if (origin == "*")
            {
                if (cors.Credentials)
                {
                    yield return new(Origins, origin, "must be listed one by one while Cors:Credentials is true");
                }
                else if (scope.IsLive)
                {
                    yield return new(Origins, origin, $"must be listed one by one in {scope.Environment}");
                }
            }
            else if (!IsOrigin(origin))
            {
                yield return new(Origins, origin, "must be an origin such as https://shop.example: scheme, host, port, and no path");
            }
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && uri is { UserInfo: "", Fragment: "", Query: "" }
        && text.TrimEnd('/').Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
