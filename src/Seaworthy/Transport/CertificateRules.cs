using System.Security.Cryptography;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Transport;

/// <summary>What files of certificates must hold, whatever they are for.</summary>
internal static class CertificateRules
{
    public static IEnumerable<BrokenRule> Pair(string section, string? certificate, string? key)
    {
        var (certificateKey, keyKey) = ($"{section}:CertificateFile", $"{section}:KeyFile");
        if (certificate is not null && key is null)
        {
            yield return new(keyKey, null, "is required beside CertificateFile: the PEM file of its private key");
        }
        else if (certificate is null && key is not null)
        {
            yield return new(certificateKey, null, "is required beside KeyFile: the PEM file of its certificate");
        }
        else if (certificate is not null && Fault(() => CertificatePair.Read(certificate, key!)) is { } fault)
        {
            yield return new(certificateKey, certificate, $"must be, with KeyFile = {key}, a certificate and its private key in PEM: {fault}");
        }
    }

    public static IEnumerable<BrokenRule> Authorities(string setting, string? file)
    {
        if (file is not null && Fault(() => Transport.Authorities.Read(file)) is { } fault)
        {
            yield return new(setting, file, $"must be the certificates of authorities in PEM, a root among them: {fault}");
        }
    }

    private static string? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
