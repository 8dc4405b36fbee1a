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

    public PemFiles()
    {
        Root = Authority("CN=root", _rootKey).CreateSelfSigned(Begin, End);
        _middle = Authority("CN=middle", _middleKey).Create(Root, Begin, End, [1]);
    }

    /// <summary>All that a client trusts.</summary>
    public X509Certificate2 Root { get; }

    public string Certificate => Path.Combine(_folder, "fullchain.pem");

    public string Key => Path.Combine(_folder, "privkey.pem");

    private static DateTimeOffset Begin { get; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset End { get; } = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a pair as certbot does: whole, one file after the other.</summary>
    public void Write(string name, DateTimeOffset? end = null, bool otherKey = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("api.example.test");
        request.CertificateExtensions.Add(names.Build());
        using var issuer = _middle.CopyWithPrivateKey(_middleKey);
        using var own = request.Create(issuer, Begin, end ?? End, [2]);
        Replace(Certificate, $"{own.ExportCertificatePem()}\n{_middle.ExportCertificatePem()}\n");
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

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
