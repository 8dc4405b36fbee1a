using Seaworthy.Client;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Outgoing;

/// <summary>What the networks that may be reached must be.</summary>
internal static class OutgoingRules
{
    private const string AllowedKey = "Outgoing:Allowed";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope) =>
        options.Outgoing.Allowed.Select(text => (text, Fault: Networks.Fault(text))).Where(network => network.Fault is not null)
            .Select(network => new BrokenRule(AllowedKey, network.text, network.Fault!));
}
