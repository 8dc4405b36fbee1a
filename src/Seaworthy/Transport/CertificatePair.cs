using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>A certificate with its key and its intermediates, as two files had them at one moment.</summary>
internal sealed class CertificatePair : ICertificateFiles<CertificatePair>
{
    // 112 bits of strength: TLS libraries refuse less at each handshake, which is later than the start.
    private const int LeastRsaBits = 2048;
    private const int LeastCurveBits = 256;
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly byte[] _digest;

    private CertificatePair(X509Certificate2 own, X509Certificate2Collection intermediates, string certificateFile, string keyFile, byte[] digest)
    {
        (Own, _certificateFile, _keyFile, _digest) = (own, certificateFile, keyFile, digest);
        // Made once: what is sent along is not looked for at each handshake, nor fetched from anywhere.
        Context = SslStreamCertificateContext.Create(own, intermediates, offline: true);
    }

    public X509Certificate2 Own { get; }

    public SslStreamCertificateContext Context { get; }

    private DateTime From => Own.NotBefore.ToUniversalTime();

    private DateTime Until => Own.NotAfter.ToUniversalTime();

    /// <exception cref="CryptographicException">They are no PEM, not a pair, or the key is short.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static CertificatePair Read(string certificateFile, string keyFile)
    {
        var (certificate, key) = (File.ReadAllText(certificateFile), File.ReadAllText(keyFile));
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificate);
        if (all.Count == 0)
        {
            throw new CryptographicException($"{certificateFile} holds no certificate.");
        }

        all.RemoveAt(0);
        using var own = Join(certificate, key);
        CheckKey(own);

        // A key that is in memory alone is one that Windows' TLS does not see.
        return new(X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null), all, certificateFile, keyFile, DigestOf(certificate, key));
    }

    public bool IsStillThere() => DigestOf(File.ReadAllText(_certificateFile), File.ReadAllText(_keyFile)).AsSpan().SequenceEqual(_digest);

    public CertificatePair ReadAgain() => Read(_certificateFile, _keyFile);

    public string? FaultAt(DateTime now) => Until <= now ? $"it ended on {Until:u}" : From > now ? $"it begins on {From:u}" : null;

    public void TellTaken(ILogger log) => Log.Changed(log, Own.Subject, _certificateFile, Until);

    public void TellKept(ILogger log, string fault) => Log.Kept(log, _certificateFile, fault, Until);

    private static X509Certificate2 Join(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (ArgumentException exception)
        {
            // A key that is somebody else's is an argument to the framework, and a fault of the files here.
            throw new CryptographicException(exception.Message, exception);
        }
    }

    private static void CheckKey(X509Certificate2 own)
    {
        using var rsa = own.GetRSAPublicKey();
        using var curve = own.GetECDsaPublicKey();
        if (rsa?.KeySize < LeastRsaBits || curve?.KeySize < LeastCurveBits)
        {
            throw new CryptographicException($"its key has {rsa?.KeySize ?? curve!.KeySize} bits; RSA has {LeastRsaBits} or more, and a curve {LeastCurveBits}.");
        }
    }

    private static byte[] DigestOf(string certificate, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\n{key}"));
}
