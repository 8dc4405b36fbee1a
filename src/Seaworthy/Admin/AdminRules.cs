using Seaworthy.Client;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Admin;

/// <summary>What the list of networks must be.</summary>
internal static class AdminRules
{
    public const string NetworksKey = "Admin:Networks";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) =>
        options.Admin.Networks.Select(text => (text, Fault: Networks.Fault(text))).Where(network => network.Fault is not null)
            .Select(network => new BrokenRule(NetworksKey, network.text, network.Fault!));
}
