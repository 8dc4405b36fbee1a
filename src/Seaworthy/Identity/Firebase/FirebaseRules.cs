using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Firebase;

/// <summary>What the settings of Firebase must be.</summary>
internal static class FirebaseRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var firebase = options.Identity.Firebase;
        if (!Uri.TryCreate(firebase.KeysUrl, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && (scope.IsLive || url.Scheme != Uri.UriSchemeHttp)))
        {
            yield return new("Identity:Firebase:KeysUrl", firebase.KeysUrl, "must be an https:// address: whoever answers for it says who signs in");
        }
    }
}
