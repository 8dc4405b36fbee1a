using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Cli;

/// <summary>The gateway of the services, and each of them apart, by the command line.</summary>
[Trait("Requirement", "R75")]
public sealed class GatewayTargetTests : IDisposable
{
    // Whoever waits for a change asks as often as he can.
    private static readonly (string, string) Unlimited = ("Seaworthy__RateLimiting__Address", "off");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serve --target gateway", 2, "Seaworthy:Gateway:Routes   must say where the services are")]
    [InlineData("serve --target gateway,cafe", 2, "'gateway' is a process of its own")]
    [InlineData("serve --target gateway:worker", 2, "'gateway:worker' is a process of its own")]
    [InlineData("migrate --target gateway", 2, "the gateway has no data of its own")]
    [InlineData("serve --processes --target gateway", 2, "the gateway stands in front of the processes of --processes anyway")]
    [InlineData("serve --processes", 2, "RABBITMQ_URL   must name a RabbitMQ by which they hear of each other")]
    public async Task What_cannot_be_is_refused_with_its_repair(string line, int exit, string says)
    {
        var refused = await CliProcess.RunAsync(_folder.Path, line.Split(' '), ("DOTNET_ENVIRONMENT", "Development"));

        refused.Exit.ShouldBe(exit);
        refused.Errors.ShouldContain(says);
        refused.Errors.ShouldContain("fix: ");
    }

    [Fact]
    public async Task It_explains_what_it_would_do_with_a_request()
    {
        var plan = await CliProcess.RunAsync(
            _folder.Path, ["explain", "GET", "/cafe/api/v1/menu", "--target", "gateway", "--json"], ("DOTNET_ENVIRONMENT", "Development"), ("Seaworthy__Gateway__Routes__cafe", "http://localhost:1"));

        plan.Exit.ShouldBe(0, plan.Errors);
        var page = JsonNode.Parse(plan.Output)!;
        ((string)page["service"]!, (string)page["dialect"]!, (string)page["route"]!).ShouldBe(("cafe", "cafe", "/cafe/{**path}"));
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public async Task SIGHUP_moves_it_to_other_copies_and_what_cannot_be_read_changes_nothing()
    {
        await using var first = await CopyAsync("first");
        await using var second = await CopyAsync("second");
        Routes(first);
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--target", "gateway", "--port", "0"], ("DOTNET_ENVIRONMENT", "Development"), ("Seaworthy__Management__Port", "0"), Unlimited);
        await using var ends = cli;
        using var client = new HttpClient { BaseAddress = address };
        cli.Lines.ShouldContain(line => line.Contains($"/cafe   from {Text(first)}", StringComparison.Ordinal));

        (await client.GetStringAsync("cafe/who")).ShouldBe("first");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".env"), "Seaworthy__Gateway__Routes__cafe=nonsense\n");
        await cli.SignalAsync("HUP");
        (await client.GetStringAsync("cafe/who")).ShouldBe("first");
        Routes(second);
        await cli.SignalAsync("HUP");
        await UntilAsync(async () => await client.GetStringAsync("cafe/who") == "second");

        (await cli.StopAsync()).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public async Task A_guard_reads_its_file_again_on_SIGHUP()
    {
        await using var first = await CopyAsync("first");
        await using var second = await CopyAsync("second");
        var file = Path.Combine(_folder.Path, "guard.yaml");
        await File.WriteAllTextAsync(file, $"gateway: {{ upstreams: ['{Text(first)}'] }}\n");
        var (cli, address) = await CliProcess.GuardAsync(_folder.Path, ["--config", "guard.yaml", "--port", "0"], ("DOTNET_ENVIRONMENT", "Development"), ("Seaworthy__Management__Port", "0"), Unlimited);
        await using var ends = cli;
        using var client = new HttpClient { BaseAddress = address };

        (await client.GetStringAsync("cafe/who")).ShouldBe("first");
        await File.WriteAllTextAsync(file, "gateway: { upstreams: [");
        await cli.SignalAsync("HUP");
        (await client.GetStringAsync("cafe/who")).ShouldBe("first");
        await File.WriteAllTextAsync(file, $"gateway: {{ upstreams: ['{Text(second)}'] }}\n");
        await cli.SignalAsync("HUP");

        await UntilAsync(async () => await client.GetStringAsync("cafe/who") == "second");
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public async Task A_level_that_is_none_keeps_the_one_that_was_read_before_and_the_process()
    {
        await using var first = await CopyAsync("first");
        await using var second = await CopyAsync("second");
        Routes(first);
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--target", "gateway", "--port", "0"], ("DOTNET_ENVIRONMENT", "Development"), ("Seaworthy__Management__Port", "0"), Unlimited);
        await using var ends = cli;
        using var client = new HttpClient { BaseAddress = address };

        // The route beside it, which can be used, says when it was read.
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".env"), $"Logging__LogLevel__Default=warn\nSeaworthy__Gateway__Routes__cafe={Text(second)}\n");
        await cli.SignalAsync("HUP");
        await UntilAsync(async () => await client.GetStringAsync("cafe/who") == "second");

        (await cli.StopAsync()).ShouldBe(0);
    }

    private void Routes(TestApp copy) => File.WriteAllText(Path.Combine(_folder.Path, ".env"), $"Seaworthy__Gateway__Routes__cafe={Text(copy)}\n");

    private static Task<TestApp> CopyAsync(string name) => TestApp.StartAsync(app =>
    {
        app.MapGet("/cafe/who", () => name).Public();
        app.MapGet("/health/ready", () => "yes").Public();
    });

    private static string Text(TestApp copy) => copy.Address.ToString().TrimEnd('/');

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        }
    }
}
