using Seaworthy.Hosting.Settings;

namespace Seaworthy.Client;

/// <summary>What the settings about proxies must be.</summary>
internal static class ClientRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) =>
        options.Client.TrustedProxies.Where(text => text != ClientOptions.Unix && Networks.TryParse(text) is null)
            .Select(text => new BrokenRule("Client:TrustedProxies", text, $"must be an IP address, a network such as 10.0.0.0/8, or {ClientOptions.Unix}"));
}
