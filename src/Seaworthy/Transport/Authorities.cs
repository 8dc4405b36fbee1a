using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>The authorities that a file named at one moment: what the chain of a certificate must end in, and nothing else that the machine trusts.</summary>
internal sealed partial class Authorities : ICertificateFiles<Authorities>
{
    private readonly X509Certificate2Collection _all;
    private readonly string _file;
    private readonly byte[] _digest;

    private Authorities(X509Certificate2Collection all, string file, byte[] digest) => (_all, _file, _digest) = (all, file, digest);

    /// <exception cref="CryptographicException">It is no PEM, is cut off, or has no root.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Authorities Read(string file)
    {
        var text = File.ReadAllText(file);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(text);
        if (all.Count != Begin().Count(text))
        {
            // Half written: what is there would refuse whoever comes from what is not.
            throw new CryptographicException($"{file} ends in the middle of a certificate.");
        }

        return all.Any(IsRoot) ? new(all, file, DigestOf(text)) : throw new CryptographicException($"{file} holds no root: no certificate whose issuer is its subject, which a chain could end in.");
    }

    /// <summary>What a handshake checks the other side's certificate by; anew for each, which adds what the other side sends. For what it is used (server, client) and its name are the handshake's to add.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(_all);
        return policy;
    }

    public bool IsStillThere() => DigestOf(File.ReadAllText(_file)).AsSpan().SequenceEqual(_digest);

    public Authorities ReadAgain() => Read(_file);

    public string? FaultAt(DateTime now)
    {
        var roots = _all.Where(IsRoot).Select(root => (From: root.NotBefore.ToUniversalTime(), Until: root.NotAfter.ToUniversalTime())).ToList();
        var yet = roots.Where(root => root.Until > now).ToList();
        return yet.Count == 0 ? $"the last root in it ended on {roots.Max(root => root.Until):u}"
            : yet.TrueForAll(root => root.From > now) ? $"the first root in it begins on {yet.Min(root => root.From):u}"
            : null;
    }

    public void TellTaken(ILogger log) => Log.AuthoritiesChanged(log, _file, string.Join("; ", _all.Select(authority => authority.Subject)));

    public void TellKept(ILogger log, string fault) => Log.AuthoritiesKept(log, _file, fault);

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("-----BEGIN CERTIFICATE-----")]
    private static partial Regex Begin();
}
