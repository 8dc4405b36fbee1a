using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Tests.Cli;

/// <summary><c>seaworthy guard</c> as a process.</summary>
[Trait("Requirement", "R75")]
public sealed class GuardCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_serves_the_API_and_ends_with_yes_and_what_belongs_to_the_API_does_not_stop_it()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".env"), "PORT=1\nDATABASE_URL=mysql://x\n");

        var (cli, address) = await CliProcess.GuardAsync(
            _folder.Path, [$"http://{upstream.LocalEndpoint}", "--port", "0"],
            ("ENVIRONMENT", "development"), ("DATABASE_URL", "mysql+asyncmy://root@db/shop"), ("Seaworthy__Management__Port", "0"));
        await using var ends = cli;
        using var client = new HttpClient();
        var called = client.GetAsync(new Uri(address, "a"));
        using (var taken = await upstream.AcceptTcpClientAsync())
        {
            await taken.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
            (await (await called).Content.ReadAsStringAsync()).ShouldBe("ok");
        }

        (await cli.StopAsync()).ShouldBe(0);
        Directory.Exists(Path.Combine(_folder.Path, "data")).ShouldBeFalse("a guard keeps nothing");
    }

    [Fact]
    public async Task What_is_in_flight_at_the_signal_is_answered()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        var (cli, address) = await CliProcess.GuardAsync(
            _folder.Path, [$"http://{upstream.LocalEndpoint}", "--port", "0"], ("ENVIRONMENT", "development"), ("Seaworthy__Management__Port", "0"));
        await using var ends = cli;
        using var client = new HttpClient();
        var called = client.GetAsync(new Uri(address, "a"));
        using var taken = await upstream.AcceptTcpClientAsync();

        var stopped = cli.StopAsync();
        await Task.Delay(300); // the signal has to arrive; nothing tells from outside that it has
        await taken.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());

        (await (await called).Content.ReadAsStringAsync()).ShouldBe("ok");
        (await stopped).ShouldBe(0);
    }

    [Fact]
    public async Task Settings_that_are_wrong_stop_the_start_and_name_their_line()
    {
        var file = Path.Combine(_folder.Path, "guard.yaml");
        await File.WriteAllTextAsync(file, "gateway:\n  healthPaht: /health\nbounds:\n  deadlineMs: soon\n");

        var result = await CliProcess.RunAsync(_folder.Path, ["guard", "http://localhost:1", "--config", "guard.yaml"]);

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain("guard.yaml:2");
        result.Errors.ShouldContain("did you mean Gateway:HealthPath?");
        result.Errors.ShouldContain("guard.yaml:4");
    }

    [Fact]
    public async Task Explain_says_what_each_stage_would_do_and_calls_nobody()
    {
        var post = await CliProcess.RunAsync(_folder.Path, ["guard", "http://localhost:1", "--explain", "POST", "/orders"]);
        post.Exit.ShouldBe(0, post.Errors);
        post.Output.ShouldContain("POST /orders");
        post.Output.ShouldContain("with an Idempotency-Key: done once");
        post.Output.ShouldContain("guard's own default");
        post.Output.ShouldContain("tried again only where no connection came about");

        var get = await CliProcess.RunAsync(_folder.Path, ["guard", "http://localhost:1", "--explain"]);
        get.Exit.ShouldBe(0, get.Errors);
        get.Output.ShouldContain("RFC 9111");

        var json = await CliProcess.RunAsync(_folder.Path, ["guard", "http://localhost:1", "--json", "--explain", "GET", "/a"]);
        json.Output.ShouldContain("seaworthy.guard-explain/1");
    }
}
