using Seaworthy.Hosting.Settings;

namespace Seaworthy.Transport;

/// <summary>What certificate, key and authorities must be.</summary>
internal static class TransportRules
{
    private const string CallersKey = "Transport:CallersFile";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var transport = options.Transport;
        foreach (var broken in CertificateRules.Pair("Transport", transport.CertificateFile, transport.KeyFile).Concat(CertificateRules.Authorities(CallersKey, transport.CallersFile)))
        {
            yield return broken;
        }

        if (transport is { CallersFile: { } callers, CertificateFile: null })
        {
            yield return new(CallersKey, callers, "asks callers for certificates, and no certificate is shown to them: name Transport:CertificateFile and Transport:KeyFile too, or no CallersFile");
        }
    }
}
