using System.Net.WebSockets;
using System.Text.RegularExpressions;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>One application twice, with the two lines and without, asked the same: what may differ is listed here.</summary>
public sealed partial class PlainAppTests : IAsyncLifetime
{
    // The only headers that the two lines may add, and the only one they may take away.
    private static readonly string[] Added =
        ["X-Request-ID", "X-Response-Time", "Referrer-Policy", "X-Content-Type-Options", "X-XSS-Protection", "RateLimit", "RateLimit-Policy", "Vary"];

    private static readonly string[] AddedToData = ["Cache-Control", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "X-Frame-Options"];
    private static readonly string[] AddedToEmptyErrors = ["Content-Type", .. AddedToData];
    private static readonly string[] Removed = ["Server"];
    private static readonly string[] OfTheMoment = ["Date", "Content-Length", "Transfer-Encoding"];

    private readonly string _files = Directory.CreateTempSubdirectory("seaworthy-").FullName;
    private TestApp _with = null!;
    private TestApp _without = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_files, "file.txt"), "a static file");
        _without = await PlainApp.StartAsync(withTheTwoLines: false, _files);
        _with = await PlainApp.StartAsync(withTheTwoLines: true, _files);
    }

    public async Task DisposeAsync()
    {
        await _with.DisposeAsync();
        await _without.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    [Theory]
    [InlineData("GET", "/minimal/7")]
    [InlineData("DELETE", "/minimal/7")]
    [InlineData("OPTIONS", "/minimal/7", "Origin: https://shop.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: X-Own")]
    [InlineData("GET", "/minimal/7", "Origin: https://shop.example")]
    [InlineData("GET", "/minimal/7", "Origin: https://elsewhere.example")]
    [InlineData("GET", "/things/5")]
    [InlineData("GET", "/things/404")]
    [InlineData("POST", "/things", "Body: {\"name\":\"new\"}")]
    [InlineData("POST", "/things", "Body: {\"name\":\"a name that is much too long\"}")]
    [InlineData("POST", "/things", "Body: {broken")]
    [InlineData("GET", "/page")]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/upload", "File: hello")]
    [InlineData("GET", "/file.txt")]
    [InlineData("GET", "/file.txt", "Range: bytes=2-5")]
    [InlineData("GET", "/secret")]
    [InlineData("GET", "/secret", "Authorization: Key ada")]
    [InlineData("GET", "/fails")]
    [InlineData("GET", "/gone")]
    [InlineData("GET", "/framed")]
    [InlineData("GET", "/short")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/nowhere")]
    [InlineData("HEAD", "/page")]
    public async Task An_answer_is_the_same_with_the_two_lines(string method, string path, params string[] headers)
    {
        var before = await Answer.OfAsync(_without, method, path, headers);
        var after = await Answer.OfAsync(_with, method, path, headers);

        after.Status.ShouldBe(before.Status);
        var isEmptyError = before.Status >= 400 && before.Body.Length == 0;
        if (!isEmptyError)
        {
            Same(after.Body).ShouldBe(Same(before.Body)); // an error without a body gets a problem; nothing else changes
        }

        var mayAdd = Added.Concat(isEmptyError ? AddedToEmptyErrors : before.IsData ? AddedToData : []).Concat(OfTheMoment).ToList();
        after.Headers.Keys.Except(before.Headers.Keys).Except(mayAdd).ShouldBeEmpty();
        before.Headers.Keys.Except(after.Headers.Keys).Except(Removed).Except(OfTheMoment).ShouldBeEmpty();
        foreach (var (name, value) in before.Headers.Where(header => after.Headers.ContainsKey(header.Key) && !OfTheMoment.Contains(header.Key)))
        {
            if (name == "Vary")
            {
                after.Headers[name].ShouldStartWith(value); // Accept-Encoding comes behind what the app says
            }
            else
            {
                after.Headers[name].ShouldBe(value, name);
            }
        }
    }

    [Fact]
    public async Task A_websocket_echoes_with_and_without()
    {
        foreach (var app in (TestApp[])[_without, _with])
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/echo" }.Uri, CancellationToken.None);
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            var buffer = new byte[100];
            var got = await socket.ReceiveAsync(buffer, CancellationToken.None);

            buffer[..got.Count].ShouldBe("hello"u8.ToArray());
        }
    }

    [Fact]
    public async Task New_paths_are_those_of_the_probes_only()
    {
        foreach (var path in (string[])["/health/live", "/health/ready"])
        {
            (await Answer.OfAsync(_without, "GET", path)).Status.ShouldBe(404);
            (await Answer.OfAsync(_with, "GET", path)).Status.ShouldBe(200);
        }

        foreach (var path in (string[])["/metrics", "/health/detailed", "/ops", "/openapi/v1.json"])
        {
            (await Answer.OfAsync(_with, "GET", path)).Status.ShouldBe(404, path);
        }
    }

    // MVC writes the trace's id into its own problems.
    private static string Same(string body) => TraceId().Replace(body, "\"traceId\":\"…\"");

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
