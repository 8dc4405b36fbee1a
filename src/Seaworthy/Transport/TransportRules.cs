using System.Security.Cryptography;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Transport;

/// <summary>What certificate and key must be.</summary>
internal static class TransportRules
{
    private const string CertificateKey = "Transport:CertificateFile";
    private const string KeyKey = "Transport:KeyFile";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var transport = options.Transport;
        if (transport is { CertificateFile: not null, KeyFile: null })
        {
            yield return new(KeyKey, null, "is required beside CertificateFile: the PEM file of its private key");
        }
        else if (transport is { CertificateFile: null, KeyFile: not null })
        {
            yield return new(CertificateKey, null, "is required beside KeyFile: the PEM file of its certificate");
        }
        else if (transport is { CertificateFile: { } certificate, KeyFile: { } key } && Fault(certificate, key) is { } fault)
        {
            yield return new(CertificateKey, certificate, fault);
        }
    }

    private static string? Fault(string certificate, string key)
    {
        try
        {
            CertificatePair.Read(certificate, key);
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"must be, with KeyFile = {key}, a certificate and its private key in PEM: {exception.Message}";
        }
    }
}
