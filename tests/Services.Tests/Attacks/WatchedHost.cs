using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Observability.Logs;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>The backends as an operator guards and watches them: https with a certificate from two files, http refused, and a log that is read.</summary>
public sealed class WatchedHost : AttackedHost, IDisposable
{
    private readonly PemFiles _files = new();
    private HttpClient? _caller;

    internal CapturedLog Log { get; } = new();

    /// <summary>Where it is spoken to in TLS.</summary>
    public Uri Secure => new($"https://localhost:{App.App.Urls.Select(url => new Uri(url)).Single(url => url.Scheme == Uri.UriSchemeHttps).Port}");

    /// <summary>Where it is spoken to in the open.</summary>
    public Uri Plain => new(App.App.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));

    protected override HttpClient Caller => _caller ??= new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _files.Root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
            },
        },
    }) { BaseAddress = Secure };

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        .. base.Settings, ("Seaworthy:Observability:JsonLogs", "true"), ("Seaworthy:Transport:Http", "Refuse"),
        ("Seaworthy:Transport:CertificateFile", _files.Certificate), ("Seaworthy:Transport:KeyFile", _files.Key),
    ];

    public void Dispose()
    {
        _caller?.Dispose();
        _files.Dispose();
        Log.Dispose();
    }

    /// <summary>All that has been logged so far: a request that nobody else sends is waited for.</summary>
    internal async Task<IReadOnlyList<string>> LinesAsync()
    {
        var last = $"/nowhere/{Guid.NewGuid():n}";
        await SendAsync("GET", last);
        await Log.RequestAsync(last);
        return Log.Lines;
    }

    protected override void Build(WebApplicationBuilder builder)
    {
        _files.Write("localhost");
        builder.WebHost.UseUrls("http://127.0.0.1:0", "https://127.0.0.1:0");
        builder.Services.AddSingleton(new LogOutput(Log));
    }
}

/// <summary>One start for what is seen of attacks.</summary>
[CollectionDefinition(Name)]
public sealed class Watched : ICollectionFixture<WatchedHost>
{
    public const string Name = "Watched";
}
