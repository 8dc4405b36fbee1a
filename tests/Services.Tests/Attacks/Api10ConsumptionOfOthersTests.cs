using System.Net;
using System.Net.Sockets;
using System.Text;
using Seaworthy.Services.Tests.Workforce;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API10, unsafe consumption of APIs: scoring services that lie. Those that are slow or away are in <c>Workforce.ScoringTests</c>,
/// and a payment provider who lies in <c>Rides.Payments.ProviderFaultTests</c>.</summary>
[Trait("Requirement", "R34")]
[Trait("Requirement", "R84")]
public sealed class Api10ConsumptionOfOthersTests
{
    [Fact]
    public async Task Whatever_an_upstream_says_is_a_502_in_our_words_and_is_not_stored()
    {
        using var canary = new Canary();
        using var liar = new Liar();
        var host = new ScoringHost(() => Task.FromResult(TestDatabase.Sqlite()), [liar.Address], TimeSpan.FromSeconds(2));
        await host.InitializeAsync();
        try
        {
            var chief = new EtterClient(host);
            var workflow = await chief.NewWorkflowAsync("Judged");
            foreach (var lie in Lies(canary))
            {
                liar.Says = lie;
                using var answer = await chief.SendAsync(HttpMethod.Post, $"/workflows/{workflow}/score", null);
                var text = await answer.Content.ReadAsStringAsync();

                answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway, $"{lie[..Math.Min(lie.Length, 60)]}: {text}");
                text.ShouldNotContain("<script>");
                text.Length.ShouldBeLessThan(4_000);
            }

            (await chief.GetAsync("/scores"))["total"]!.GetValue<int>().ShouldBe(0);
        }
        finally
        {
            await host.DisposeAsync();
        }

        canary.HasSung.ShouldBeFalse("a redirect of an upstream is not followed");
    }

    private static IEnumerable<string> Lies(Canary canary) =>
    [
        Answer("200 OK", "<script>alert(1)</script>"), Answer("200 OK", "{\"score\":\"<script>\"}"), Answer("200 OK", "{\"score\":1e308}"),
        Answer("200 OK", $"{{\"score\":1,\"x\":\"{new string('x', 100_000)}\"}}"), Answer("302 Found", "", $"Location: http://127.0.0.1:{canary.Port}/\r\n"), "nonsense\r\n\r\n",
    ];

    private static string Answer(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    // Says to whoever asks what it was told to say.
    private sealed class Liar : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Liar()
        {
            _listener.Start();
            _ = SpeakAsync();
        }

        public string Says { get; set; } = "";

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/score");

        public void Dispose() => _listener.Dispose();

        private async Task SpeakAsync()
        {
            var asked = new byte[4096];
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAtLeastAsync(asked, 1);
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Says));
            }
        }
    }
}
