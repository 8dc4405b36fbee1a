using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>A guard in front of an API that is reached over TLS and asks who calls: both sides show a certificate, and neither takes one of somebody else's.</summary>
[Trait("Requirement", "R8")]
[Trait("Requirement", "R75")]
public sealed class GuardTlsTests : IDisposable
{
    private readonly PemFiles _api = new();
    private readonly PemFiles _guard = new();
    private readonly PemFiles _others = new();

    public GuardTlsTests()
    {
        _api.Write("api");
        _guard.Write("guard");
        _others.Write("other");
    }

    public void Dispose()
    {
        _api.Dispose();
        _guard.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task The_API_is_called_with_the_guard_s_certificate_by_HTTP_2()
    {
        await using var api = await StartApiAsync();
        await using var guard = await StartGuardAsync(At(api));

        (await guard.Client.GetStringAsync("/")).ShouldBe("CN=guard HTTP/2");
        using var posted = await guard.Client.PostAsync("/", new StringContent("body"));
        (await posted.Content.ReadAsStringAsync()).ShouldBe("CN=guard HTTP/2");
    }

    [Fact]
    public async Task An_API_that_knows_no_HTTP_2_is_called_without_it()
    {
        await using var api = await StartApiAsync(protocols: "Http1");
        await using var guard = await StartGuardAsync(At(api));

        foreach (var host in (string[])["one.example.test", "two.example.test"])
        {
            (await GetAsync(guard, host)).ShouldBe((HttpStatusCode.OK, "CN=guard HTTP/1.1"));
        }
    }

    [Fact]
    public async Task An_API_that_begins_to_know_HTTP_2_goes_on_being_called()
    {
        await using var before = await StartApiAsync(protocols: "Http1");
        await using var guard = await StartGuardAsync(At(before));
        (await GetAsync(guard, "shop.example.test")).ShouldBe((HttpStatusCode.OK, "CN=guard HTTP/1.1"));
        await before.DisposeAsync();

        await using var after = await StartApiAsync(port: before.Address.Port);

        (await GetAsync(guard, "shop.example.test")).ShouldBe((HttpStatusCode.OK, "CN=guard HTTP/1.1"));
    }

    [Theory]
    [InlineData("Http1")]
    [InlineData("Http1AndHttp2")]
    public async Task Websockets_pass_over_TLS(string protocols)
    {
        await using var api = await StartApiAsync(protocols: protocols);
        await using var guard = await StartGuardAsync(At(api));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(guard.Address) { Scheme = "ws", Path = "/socket" }.Uri, CancellationToken.None);

        var room = new byte[100];
        var got = await socket.ReceiveAsync(room, CancellationToken.None);

        Encoding.UTF8.GetString(room, 0, got.Count).ShouldBe("CN=guard");
    }

    [Theory]
    [InlineData("caller", "shop.example.test")]
    [InlineData("upstream", "shop.example.test")]
    public async Task Whatever_name_the_caller_used_the_certificate_is_the_upstream_s(string host, string asked)
    {
        await using var api = await StartApiAsync();
        await using var guard = await StartGuardAsync(At(api), $"host: {host}");

        (await GetAsync(guard, asked)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_name_that_a_caller_uses_makes_a_certificate_right()
    {
        await using var api = await StartApiAsync();
        await using var guard = await StartGuardAsync($"https://127.0.0.1:{api.Address.Port}");

        // The certificate is for localhost and api.example.test, and for no address.
        foreach (var host in (string[])["api.example.test", "localhost"])
        {
            (await GetAsync(guard, host)).Status.ShouldBe(HttpStatusCode.BadGateway);
        }
    }

    [Theory]
    [InlineData("no certificate of the guard's")]
    [InlineData("a certificate that the API does not take")]
    [InlineData("an authority that the API's is not of")]
    [InlineData("what the machine trusts")]
    public async Task Without_a_right_certificate_on_either_side_it_is_502(string fault)
    {
        await using var api = await StartApiAsync();
        var pair = fault switch { "no certificate of the guard's" => null, "a certificate that the API does not take" => _others, _ => _guard };
        var authority = fault switch { "an authority that the API's is not of" => _others.Authority, "what the machine trusts" => null, _ => _api.Authority };
        await using var guard = await GuardedApi.StartAsync(null, Yaml([At(api)], pair, authority));

        await GuardFailureTests.ShouldBeProblemAsync(await guard.Client.GetAsync("/"), 502, "external-service");
        await GuardFailureTests.ShouldBeProblemAsync(await guard.Client.PostAsync("/", null), 502, "external-service");
    }

    [Fact]
    public async Task A_copy_whose_certificate_is_not_right_gets_no_call_that_anybody_notices()
    {
        await using var right = await StartApiAsync();
        await using var wrong = await StartApiAsync(_others);
        await using var guard = await StartGuardAsync([At(right), At(wrong)]);

        for (var i = 0; i < 30; i++)
        {
            using var body = new StringContent("x");
            using var answer = i % 2 == 0 ? await guard.Client.GetAsync("/") : await guard.Client.PostAsync("/", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_health_page_over_TLS_is_asked_with_the_certificate_too()
    {
        await using var api = await StartApiAsync();
        await using var other = await StartApiAsync();
        await using var guard = await StartGuardAsync([At(api), At(other)], "healthPath: /, healthEveryMs: 100, healthTimeoutMs: 100, healthFailures: 1");

        var asked = api.App.Services.GetRequiredService<AskedBy>();
        (await asked.Probe.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("CN=guard");
    }

    [Fact]
    public async Task All_files_of_both_sides_change_while_they_run_and_no_request_is_lost()
    {
        var (apiLog, guardLog) = (new HeardLog(), new HeardLog());
        await using var api = await StartApiAsync(log: apiLog);
        await using var guard = await StartGuardAsync([At(api)], log: guardLog);
        var stop = new CancellationTokenSource();
        var calls = CallAsync(guard, stop.Token);

        // First both know both, then each shows its new one, then the old ones are forgotten.
        var (oldGuard, oldApi, other) = (File.ReadAllText(_guard.Authority), File.ReadAllText(_api.Authority), File.ReadAllText(_others.Authority));
        PemFiles.Replace(_guard.Authority, $"{oldGuard}\n{other}\n");
        PemFiles.Replace(_api.Authority, $"{oldApi}\n{other}\n");
        await apiLog.EventAsync("AuthoritiesChanged");
        await guardLog.EventAsync("AuthoritiesChanged");
        Copy(_others, _guard);
        await guardLog.EventAsync("CertificateChanged");
        (await GetAsync(guard, "after.guard.example.test")).Body.ShouldStartWith("CN=other ");
        Copy(_others, _api);
        await apiLog.EventAsync("CertificateChanged");
        PemFiles.Replace(_guard.Authority, other);
        PemFiles.Replace(_api.Authority, other);
        await apiLog.EventAsync("AuthoritiesChanged", ": CN=root");
        await guardLog.EventAsync("AuthoritiesChanged", ": CN=root");

        (await GetAsync(guard, "after.all.example.test")).Body.ShouldStartWith("CN=other ");
        await stop.CancelAsync();
        var seen = await calls;
        seen.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        seen.Select(answer => answer.Body.Split(' ')[0]).Distinct().ShouldBe(["CN=guard", "CN=other"]);
    }

    [Fact]
    public async Task An_API_that_takes_sessions_up_again_sees_the_new_certificate_too()
    {
        var log = new HeardLog();
        await using var api = await StartForeignApiAsync();
        await using var guard = await StartGuardAsync([At(api)], log: log);
        for (var i = 0; i < 3; i++)
        {
            (await GetAsync(guard, $"before{i}.example.test")).Body.ShouldBe("CN=guard");
        }

        Copy(_others, _guard);
        await log.EventAsync("CertificateChanged");

        (await GetAsync(guard, "after.example.test")).Body.ShouldBe("CN=other");
    }

    // Callers' names make connections of their own: each call is a handshake with what the files hold.
    private static async Task<List<(HttpStatusCode Status, string Body)>> CallAsync(GuardedApi guard, CancellationToken stop)
    {
        var answers = new List<(HttpStatusCode, string)>();
        while (!stop.IsCancellationRequested)
        {
            answers.Add(await GetAsync(guard, $"host{answers.Count}.example.test"));
        }

        return answers;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(GuardedApi guard, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        using var answer = await guard.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static void Copy(PemFiles from, PemFiles to)
    {
        PemFiles.Replace(to.Certificate, File.ReadAllText(from.Certificate));
        PemFiles.Replace(to.Key, File.ReadAllText(from.Key));
    }

    private static string At(TestApp api) => $"https://localhost:{api.Address.Port}";

    // One of the layer's own: what it asks of callers has tests of its own in Transport.
    private Task<TestApp> StartApiAsync(PemFiles? shown = null, string protocols = "Http1AndHttp2", HeardLog? log = null, int port = 0) => TestApp.StartAsync(
        builder =>
        {
            builder.WebHost.UseUrls($"https://127.0.0.1:{port}");
            builder.Services.AddSingleton<AskedBy>();
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }

            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.UseWebSockets();
            app.Map("/socket", async (HttpContext context) =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.SendAsync(Encoding.UTF8.GetBytes(context.Connection.ClientCertificate!.Subject), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
            });
            app.Map("/", (HttpContext context, AskedBy asked) =>
            {
                var subject = context.Connection.ClientCertificate!.Subject;
                if (context.Request.Headers.Via.Count == 0)
                {
                    asked.Probe.TrySetResult(subject);
                }

                return $"{subject} {context.Request.Protocol}";
            });
        },
        ("Kestrel:EndpointDefaults:Protocols", protocols),
        ("Seaworthy:Transport:CertificateFile", (shown ?? _api).Certificate), ("Seaworthy:Transport:KeyFile", (shown ?? _api).Key),
        ("Seaworthy:Transport:CallersFile", _guard.Authority), ("Seaworthy:Transport:CheckSeconds", "1"));

    // Somebody else's, which takes any certificate and goes on with sessions that it knows.
    private Task<TestApp> StartForeignApiAsync()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_api.Certificate);
        chain.RemoveAt(0);
        return TestApp.StartAsync(
            builder => builder.WebHost.UseUrls("https://127.0.0.1:0").UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = X509Certificate2.CreateFromPemFile(_api.Certificate, _api.Key);
                https.ServerCertificateChain = chain;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => certificate.Subject.Length > 0;
            })),
            app => app.Map("/", (HttpContext context) => context.Connection.ClientCertificate!.Subject));
    }

    private Task<GuardedApi> StartGuardAsync(string upstream, string more = "") => StartGuardAsync([upstream], more);

    private Task<GuardedApi> StartGuardAsync(string[] upstreams, string more = "", HeardLog? log = null) => GuardedApi.StartAsync(null, Yaml(upstreams, _guard, _api.Authority, more), log);

    private static string Yaml(string[] upstreams, PemFiles? pair, string? authority, string more = "")
    {
        string[] lines =
        [
            $"upstreams: [ {string.Join(", ", upstreams.Select(upstream => $"'{upstream}'"))} ]",
            .. pair is null ? [] : (string[])[$"certificateFile: '{pair.Certificate}'", $"keyFile: '{pair.Key}'"],
            .. authority is null ? [] : (string[])[$"authorityFile: '{authority}'"],
            .. more.Length == 0 ? [] : (string[])[more],
        ];
        return $$"""
            transport: { checkSeconds: 1 }
            rateLimiting: { address: off }
            gateway: { {{string.Join(", ", lines)}} }
            """;
    }

    /// <summary>Who asked for the health page.</summary>
    private sealed class AskedBy
    {
        public TaskCompletionSource<string> Probe { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
