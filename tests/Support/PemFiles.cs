using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Seaworthy.Testing;

/// <summary>A certificate authority of a test's own, and the two files that it fills.</summary>
internal sealed class PemFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-tls").FullName;
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _middle;

    public PemFiles(DateTimeOffset? rootBegin = null, DateTimeOffset? rootEnd = null)
    {
        Root = Request("CN=root", _rootKey).CreateSelfSigned(rootBegin ?? Begin, rootEnd ?? End);
        _middle = Request("CN=middle", _middleKey, Root).Create(Root, rootBegin ?? Begin, rootEnd ?? End, [1]);
        Replace(Authority, Root.ExportCertificatePem());
    }

    /// <summary>All that a client trusts.</summary>
    public X509Certificate2 Root { get; }

    public string Certificate => Path.Combine(_folder, "fullchain.pem");

    public string Key => Path.Combine(_folder, "privkey.pem");

    /// <summary>The root, in a file of its own.</summary>
    public string Authority => Path.Combine(_folder, "root.pem");

    private static DateTimeOffset Begin { get; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset End { get; } = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a pair as certbot does: whole, one file after the other.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="begin">From when on it is good.</param>
    /// <param name="end">Until when it is good.</param>
    /// <param name="otherKey">Whether its key is another one's.</param>
    /// <param name="usage">The use that it says, by its number; null where it says none.</param>
    /// <param name="isWhole">Whether the intermediate comes with it.</param>
    public void Write(string name, DateTimeOffset? begin = null, DateTimeOffset? end = null, bool otherKey = false, string? usage = null, bool isWhole = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("api.example.test");
        request.CertificateExtensions.Add(KeyOf(_middle));
        request.CertificateExtensions.Add(names.Build());
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(usage)], critical: false));
        }

        using var issuer = _middle.CopyWithPrivateKey(_middleKey);
        using var own = request.Create(issuer, begin ?? Begin, end ?? End, [2]);
        Replace(Certificate, isWhole ? $"{own.ExportCertificatePem()}\n{_middle.ExportCertificatePem()}\n" : own.ExportCertificatePem());
        Replace(Key, (otherKey ? other : key).ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes a pair whose key is RSA's, of so many bits.</summary>
    public void WriteRsa(int bits)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = request.Create(_middle.SubjectName, X509SignatureGenerator.CreateForECDsa(_middleKey), Begin, End, [3]);
        Replace(Certificate, $"{own.ExportCertificatePem()}\n{_middle.ExportCertificatePem()}\n");
        Replace(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _rootKey.Dispose();
        _middleKey.Dispose();
    }

    // With the numbers of keys, as authorities have them: two of one name are not taken for each other.
    private static CertificateRequest Request(string name, ECDsa key, X509Certificate2? issuer = null)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(KeyOf(issuer));
        }

        return request;
    }

    private static X509AuthorityKeyIdentifierExtension KeyOf(X509Certificate2 issuer) => X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false);
}
