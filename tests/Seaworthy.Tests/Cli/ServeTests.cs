using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R62")]
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_processes_serve_side_by_side_and_end_with_yes()
    {
        using var other = new TemporaryFolder();
        var starts = await Task.WhenAll(CliProcess.ServeAsync(_folder.Path), CliProcess.ServeAsync(other.Path));
        await using var first = starts[0].Cli;
        await using var second = starts[1].Cli;
        using var client = new HttpClient();

        foreach (var (_, address) in starts)
        {
            (await client.GetAsync(new Uri(address, "grocery/nothing"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        starts[0].Address.ShouldNotBe(starts[1].Address);
        (await first.StopAsync()).ShouldBe(0);
        (await second.StopAsync("INT")).ShouldBe(0);
        first.Lines.ShouldContain(line => line.Contains("\"event\":\"DrainEnded\"", StringComparison.Ordinal));
        first.Lines.ShouldNotContain(line => line.Contains("\"level\":\"warning\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_names_who_has_it_and_the_repair()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var result = await CliProcess.RunAsync(_folder.Path, ["serve", "--port", $"{port}"], ("ENVIRONMENT", "development"));

        result.Exit.ShouldBe(3);
        result.Errors.ShouldContain($"error: port {port} is in use");
        result.Errors.ShouldContain($"--port {port + 1}");
        result.ErrorLines.ShouldBeLessThanOrEqualTo(5);
        if (Directory.Exists("/proc"))
        {
            result.Errors.ShouldContain($"(pid {Environment.ProcessId})");
        }
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task In_production_the_default_settings_open_both_doors()
    {
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--port", "0", "--migrate"], ("DOTNET_ENVIRONMENT", "Production"));
        await using var ends = cli;
        using var client = new HttpClient();

        (await client.GetAsync(new Uri(address, "health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri(address, "metrics"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (cli.Row("metrics") is { } metrics)
        {
            metrics.Port.ShouldBe(9464);
            (await client.GetAsync(metrics)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            cli.Lines.ShouldContain(line => line.Contains(nameof(EventIds.ManagementPortTaken)), "another process on this machine has it");
        }

        (await cli.StopAsync()).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task A_management_port_that_was_set_is_opened_beside_the_public_one()
    {
        var management = Free();
        var (cli, address) = await CliProcess.ServeAsync(
            _folder.Path, ["--port", "0", "--migrate"], ("DOTNET_ENVIRONMENT", "Staging"), ("Seaworthy__Management__Port", $"{management}"));
        await using var ends = cli;
        using var client = new HttpClient();

        cli.Row("metrics").ShouldBe(new Uri($"http://localhost:{management}/metrics"));
        (await client.GetAsync(cli.Row("metrics"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri(address, "grocery/api/v2/products"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task A_management_port_that_was_set_and_is_taken_is_named_with_its_setting()
    {
        using var holder = new TcpListener(IPAddress.Any, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var taken = await ServeInProductionAsync("0", $"{port}");
        var same = await ServeInProductionAsync($"{port}", $"{port}");

        (taken.Exit, same.Exit).ShouldBe((3, 2));
        taken.Errors.ShouldContain($"error: port {port} is in use");
        taken.Errors.ShouldContain($"Seaworthy__Management__Port={port + 1}");
        same.Errors.ShouldContain("cannot be both the public port and the management port");
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task In_development_only_this_machine_may_call_and_outside_everybody(string environment, bool isLocal)
    {
        var port = Free();
        await using var cli = (await CliProcess.ServeAsync(_folder.Path, environment, port, "--migrate")).Cli;

        var listeners = Listeners(port).ToList();

        listeners.ShouldNotBeEmpty();
        listeners.ShouldAllBe(address => IPAddress.IsLoopback(address) == isLocal);
    }

    [Fact]
    [Trait("Requirement", "R27")]
    public async Task In_production_pending_migrations_stop_the_start_and_name_the_repair()
    {
        var result = await CliProcess.RunAsync(
            _folder.Path, ["serve", "--port", "0"], ("ENVIRONMENT", "production"), ("Seaworthy__Management__Port", "0"));

        result.Exit.ShouldBe(3);
        result.Errors.ShouldContain("pending");
        result.Errors.ShouldContain("fix: seaworthy migrate up");
        result.ErrorLines.ShouldBeLessThanOrEqualTo(5);
    }

    [Theory]
    [InlineData("produciton", "must be development, staging or production")]
    [InlineData("production", "must be listed one by one in Production")]
    [InlineData("staging", "must be listed one by one in Staging")]
    public async Task The_environment_decides_what_is_refused(string environment, string says)
    {
        var result = await CliProcess.RunAsync(
            _folder.Path, ["serve"], ("ENVIRONMENT", environment), ("Seaworthy__Cors__Origins", "*"));

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain(says);
    }

    [Fact]
    public async Task Whoever_started_it_and_has_gone_needs_no_start_any_more()
    {
        var result = await CliProcess.RunAsync(_folder.Path, ["serve", "--port", "0", "--until-input-ends"], ("ENVIRONMENT", "development"));

        result.Exit.ShouldBe(130, result.Errors);
        result.Output.ShouldBeEmpty("it never served");
    }

    [Fact]
    public async Task An_environment_of_the_env_file_is_heard()
    {
        _folder.Write(".env", "ENVIRONMENT=production\nSeaworthy__Secrets__CursorKey=change-me\n");

        var result = await CliProcess.RunAsync(_folder.Path, ["config", "Secrets"], ("DOTNET_ENVIRONMENT", "Development"));

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain("Seaworthy:Secrets:CursorKey = •••   is a sample, not a secret; make one: openssl rand -hex 32   (.env:2)");
        result.Output.ShouldNotContain("change-me");
    }

    private Task<CliResult> ServeInProductionAsync(string port, string management) => CliProcess.RunAsync(
        _folder.Path, ["serve", "--port", port, "--migrate"], ("ENVIRONMENT", "production"), ("Seaworthy__Management__Port", management));

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<IPAddress> Listeners(int port) =>
        System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(end => end.Port == port).Select(end => end.Address);
}
