using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Management;
using Seaworthy.Hosting.Settings;
using Seaworthy.Observability.Logs;
using Seaworthy.Tests.Hosting;
using Seaworthy.Transport;

namespace Seaworthy.Tests.Transport;

/// <summary>Whom <c>Transport:CallersFile</c> lets in, and whom the handshake ends for.</summary>
[Trait("Requirement", "R8")]
public sealed class CallerCertificateTests : IDisposable
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly PemFiles _server = new();
    private readonly PemFiles _callers = new();
    private readonly PemFiles _others = new();

    public void Dispose()
    {
        _server.Dispose();
        _callers.Dispose();
        _others.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ClientAuth)]
    public async Task Who_shows_a_certificate_of_the_authority_is_served_and_known(string? usage)
    {
        await using var app = await StartAsync();
        _callers.Write("caller", usage: usage);

        (await GetAsync(app, _callers)).ShouldBe("CN=caller");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("another authority's")]
    [InlineData("this server's own")]
    [InlineData("ended")]
    [InlineData("a server's")]
    [InlineData("without its intermediate")]
    public async Task Nobody_else_gets_an_answer(string certificate)
    {
        await using var app = await StartAsync();
        var files = certificate switch { "another authority's" => _others, "this server's own" => _server, _ => _callers };
        files.Write(
            "caller", usage: certificate == "a server's" ? ServerAuth : null, end: certificate == "ended" ? new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero) : null,
            isWhole: certificate != "without its intermediate");

        (await GetAsync(app, certificate == "none" ? null : files)).ShouldBeNull();
    }

    [Fact]
    public async Task A_session_is_not_taken_up_again_without_what_it_began_with()
    {
        await using var app = await StartAsync();
        _callers.Write("caller");
        var context = ContextOf(_callers);

        for (var i = 0; i < 3; i++)
        {
            (await GetAsync(app, context)).ShouldBe("CN=caller");
        }
    }

    [Fact]
    public async Task Nobody_is_asked_where_no_file_is_named()
    {
        await using var app = await StartAsync(callers: "");
        _others.Write("caller");

        (await GetAsync(app, files: null)).ShouldBe("nobody");
        (await GetAsync(app, _others)).ShouldBe("nobody");
    }

    [Fact]
    public async Task The_management_port_asks_nobody()
    {
        await using var app = await StartAsync(management: HealthManagementTests.FreePort());

        using var client = new HttpClient();
        var address = app.App.Services.GetRequiredService<ManagementServer>().Address.ShouldNotBeNull();
        (await client.GetStringAsync(new Uri(address, "/health/live"))).ShouldContain("alive");
    }

    [Fact]
    public async Task Other_authorities_are_for_new_connections_and_those_that_are_there_go_on()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log: log);
        _callers.Write("first");
        _others.Write("second");
        using var old = Client(ContextOf(_callers));
        (await old.GetStringAsync(At(app))).ShouldBe("CN=first");
        (await GetAsync(app, _others)).ShouldBeNull();

        PemFiles.Replace(_callers.Authority, File.ReadAllText(_others.Authority));

        (await log.EventAsync("AuthoritiesChanged")).GetProperty("message").GetString()!.ShouldContain($"by the authorities in {_callers.Authority}: CN=root");
        (await GetAsync(app, _others)).ShouldBe("CN=second");
        (await GetAsync(app, _callers)).ShouldBeNull();
        (await old.GetStringAsync(At(app))).ShouldBe("CN=first");
    }

    [Theory]
    [InlineData("half", "ends in the middle of a certificate")]
    [InlineData("nothing", "holds no root")]
    [InlineData("an intermediate alone", "holds no root")]
    [InlineData("ended", "the last root in it ended on 2021-01-01")]
    [InlineData("not begun", "the first root in it begins on 2049-01-01")]
    [InlineData("gone", "root.pem")]
    public async Task Authorities_that_cannot_be_used_change_nothing_and_are_told_once(string fault, string told)
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log: log);
        _callers.Write("first");
        using var ended = new PemFiles(rootEnd: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var early = new PemFiles(rootBegin: new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));

        switch (fault)
        {
            case "half": PemFiles.Replace(_callers.Authority, $"{File.ReadAllText(_others.Authority)}\n-----BEGIN CERTIFICATE-----\nMIIB"); break;
            case "nothing": PemFiles.Replace(_callers.Authority, ""); break;
            case "an intermediate alone": PemFiles.Replace(_callers.Authority, IntermediateOf(_callers)); break;
            case "ended": PemFiles.Replace(_callers.Authority, File.ReadAllText(ended.Authority)); break;
            case "not begun": PemFiles.Replace(_callers.Authority, File.ReadAllText(early.Authority)); break;
            default: File.Delete(_callers.Authority); break;
        }

        (await log.EventAsync("AuthoritiesKept")).GetProperty("message").GetString()!.ShouldContain(told);
        (await GetAsync(app, _callers)).ShouldBe("CN=first");

        PemFiles.Replace(_callers.Authority, File.ReadAllText(_others.Authority));
        await log.EventAsync("AuthoritiesChanged");
        log.Lines.Count(line => line.Contains("AuthoritiesKept", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Files_that_cannot_be_used_stop_the_start()
    {
        _server.Write("localhost");
        (string, string)[] own = [("CertificateFile", _server.Certificate), ("KeyFile", _server.Key)];

        Fault([("CallersFile", _callers.Authority)]).Must.ShouldStartWith("asks callers for certificates, and no certificate is shown to them: name Transport:CertificateFile and Transport:KeyFile too");
        Fault([.. own, ("CallersFile", "/nowhere.pem")]).Must.ShouldContain("/nowhere.pem");
        var key = Fault([.. own, ("CallersFile", _server.Key)]);
        key.Key.ShouldBe("Seaworthy:Transport:CallersFile");
        key.Must.ShouldStartWith("must be the certificates of authorities in PEM, a root among them: ");
    }

    private static SettingFault Fault((string Key, string Value)[] settings) =>
        Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), [.. settings.Select(setting => ($"Seaworthy:Transport:{setting.Key}", setting.Value))]))
            .Faults.ShouldHaveSingleItem();

    private static string IntermediateOf(PemFiles files)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(files.Certificate);
        return chain[1].ExportCertificatePem();
    }

    private Task<TestApp> StartAsync(string? callers = null, CapturedLog? log = null, int management = 0)
    {
        _server.Write("localhost");
        return TestApp.StartAsync(
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
                app.MapGet("/", (HttpContext context) => context.Connection.ClientCertificate?.Subject ?? "nobody");
            },
            [
                ("Seaworthy:Observability:JsonLogs", log is null ? "false" : "true"), ("Seaworthy:Management:Port", $"{management}"), ("Seaworthy:Transport:CertificateFile", _server.Certificate),
                ("Seaworthy:Transport:KeyFile", _server.Key), ("Seaworthy:Transport:CheckSeconds", "1"), .. callers == "" ? Array.Empty<(string, string)>() : [("Seaworthy:Transport:CallersFile", callers ?? _callers.Authority)],
            ]);
    }

    private static Uri At(TestApp app) => new($"https://localhost:{app.Address.Port}/");

    private static SslStreamCertificateContext ContextOf(PemFiles files) => CertificatePair.Read(files.Certificate, files.Key).Context;

    private Task<string?> GetAsync(TestApp app, PemFiles? files) => GetAsync(app, files is null ? null : ContextOf(files));

    // Null for a connection that came to no answer.
    private async Task<string?> GetAsync(TestApp app, SslStreamCertificateContext? context)
    {
        using var client = Client(context);
        try
        {
            return await client.GetStringAsync(At(app));
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            return null;
        }
    }

    private HttpClient Client(SslStreamCertificateContext? context) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = context,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _server.Root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
            },
        },
    }) { Timeout = Patience };
}
