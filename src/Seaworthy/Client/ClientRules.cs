using Seaworthy.Hosting.Settings;

namespace Seaworthy.Client;

/// <summary>What the settings about proxies must be.</summary>
internal static class ClientRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) =>
        options.Client.TrustedProxies.Where(text => text != ClientOptions.Unix && Networks.Fault(text) is not null)
            .Select(text => new BrokenRule("Client:TrustedProxies", text, Networks.TryParse(text) is null
                ? $"must be an IP address, a network such as 10.0.0.0/8, or {ClientOptions.Unix}"
                : Networks.Fault(text)!));
}
