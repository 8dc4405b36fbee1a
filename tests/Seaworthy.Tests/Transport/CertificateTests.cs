using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Hosting.Settings;
using Seaworthy.Observability.Logs;
using Seaworthy.Transport;

namespace Seaworthy.Tests.Transport;

[Trait("Requirement", "R8")]
public sealed class CertificateTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly PemFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_new_pair_is_for_new_connections_and_those_that_are_there_go_on()
    {
        _files.Write("first");
        await using var app = await StartAsync();
        using var old = Client(out var oldSeen);
        (await old.GetStringAsync(At(app))).ShouldBe("ok");

        _files.Write("second");

        (await SeenAsync(app, "CN=second")).ShouldBeTrue();
        (await old.GetStringAsync(At(app))).ShouldBe("ok");
        oldSeen.ShouldBe(["CN=first"]);
    }

    [Theory]
    [InlineData("half")]
    [InlineData("other key")]
    [InlineData("ended")]
    [InlineData("not begun")]
    [InlineData("gone")]
    public async Task A_new_pair_that_cannot_be_used_changes_nothing_and_is_told_once(string fault)
    {
        _files.Write("first");
        var log = new CapturedLog();
        await using var app = await StartAsync(log);

        switch (fault)
        {
            case "half": PemFiles.Replace(_files.Certificate, "-----BEGIN CERTIFICATE-----\nMIIB"); break;
            case "other key": _files.Write("wrong", otherKey: true); break;
            case "ended": _files.Write("wrong", end: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)); break;
            case "not begun": _files.Write("wrong", begin: new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero)); break;
            default: File.Delete(_files.Key); break;
        }

        (await log.EventAsync("CertificateKept")).GetProperty("message").GetString()!.ShouldContain("cannot be used, and the one before goes on until 2050-01-01");
        (await SeenNowAsync(app)).ShouldBe("CN=first");

        _files.Write("second");
        (await SeenAsync(app, "CN=second")).ShouldBeTrue();
        log.Lines.Count(line => line.Contains("CertificateKept", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_new_pair_is_taken_when_its_time_has_come()
    {
        var begin = new DateTime(2049, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        _files.Write("first");
        var files = new FromFiles<CertificatePair>(CertificatePair.Read(_files.Certificate, _files.Key), NullLogger.Instance);
        _files.Write("second", begin);

        files.Look(begin.AddSeconds(-1));
        files.Current.Own.Subject.ShouldBe("CN=first");

        files.Look(begin);
        files.Current.Own.Subject.ShouldBe("CN=second");
    }

    [Fact]
    public void Files_that_are_no_pair_stop_the_start()
    {
        _files.Write("wrong", otherKey: true);
        Faults(("CertificateFile", _files.Certificate), ("KeyFile", _files.Key)).Must.ShouldStartWith($"must be, with KeyFile = {_files.Key}, a certificate and its private key in PEM: ");
        Faults(("CertificateFile", _files.Certificate)).Must.ShouldStartWith("is required beside CertificateFile");
        Faults(("KeyFile", _files.Key)).Must.ShouldStartWith("is required beside KeyFile");
        Faults(("CertificateFile", "/nowhere.pem"), ("KeyFile", _files.Key)).Must.ShouldContain("/nowhere.pem");
    }

    [Fact]
    public void A_short_key_stops_the_start()
    {
        _files.WriteRsa(1024);
        Faults(("CertificateFile", _files.Certificate), ("KeyFile", _files.Key)).Must.ShouldContain("its key has 1024 bits; RSA has 2048 or more");

        _files.WriteRsa(2048);
        TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), ("Seaworthy:Transport:CertificateFile", _files.Certificate), ("Seaworthy:Transport:KeyFile", _files.Key));
    }

    private static SettingFault Faults(params (string Key, string Value)[] settings) =>
        Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), [.. settings.Select(setting => ($"Seaworthy:Transport:{setting.Key}", setting.Value))]))
            .Faults.ShouldHaveSingleItem();

    private Task<TestApp> StartAsync(CapturedLog? log = null) => TestApp.StartAsync(
        builder =>
        {
            builder.WebHost.UseUrls("https://127.0.0.1:0");
            if (log is not null)
            {
                builder.Services.AddSingleton(new LogOutput(log));
            }

            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/", () => "ok");
        },
        ("Seaworthy:Observability:JsonLogs", log is null ? "false" : "true"), ("Seaworthy:Transport:CertificateFile", _files.Certificate), ("Seaworthy:Transport:KeyFile", _files.Key),
        ("Seaworthy:Transport:CheckSeconds", "1"));

    private static Uri At(TestApp app) => new($"https://localhost:{app.Address.Port}/");

    private async Task<bool> SeenAsync(TestApp app, string subject)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await SeenNowAsync(app) != subject)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        return true;
    }

    private async Task<string> SeenNowAsync(TestApp app)
    {
        using var client = Client(out var seen);
        (await client.GetStringAsync(At(app))).ShouldBe("ok");
        return seen.Single();
    }

    // A client that has the root and nothing else, and so sees whether the intermediates are sent.
    private HttpClient Client(out List<string> seen)
    {
        var subjects = seen = [];
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _files.Root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
                },
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    subjects.Add(certificate!.Subject);
                    return errors == SslPolicyErrors.None;
                },
            },
        });
    }
}
