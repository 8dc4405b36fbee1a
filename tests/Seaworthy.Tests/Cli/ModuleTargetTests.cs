using System.Net;
using System.Net.Http.Json;

namespace Seaworthy.Tests.Cli;

/// <summary>A service of several modules is named by itself, or by one of them.</summary>
[Trait("Requirement", "R69")]
public sealed class ModuleTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config --target rides/usrs", "rides has no such module", "rides/users")]
    [InlineData("config --target ridse", "'ridse' is no target", "rides")]
    [InlineData("jobs queues --service rides", "each module of rides has jobs of its own", "rides/trips")]
    public async Task A_name_that_is_none_or_not_enough_is_refused_with_those_that_are(string command, string says, string names)
    {
        var result = await RunAsync("Development", command.Split(' '));

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain(says);
        result.Errors.ShouldContain(names);
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public async Task Seeding_says_the_documents_words_and_a_second_time_changes_nothing()
    {
        var first = await RunAsync("Development", "seed", "rides");
        var second = await RunAsync("Development", "seed", "rides");

        first.Exit.ShouldBe(0, first.Errors);
        first.Output.ShouldContain("Database seeded");
        first.Output.ShouldContain("3 added");
        second.Output.ShouldContain("0 added, 0 changed, 3 unchanged");
    }

    [Fact]
    public async Task A_module_alone_has_the_documents_addresses_and_its_service_all_of_them()
    {
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--target", "rides/users", "--port", "0"], ("DOTNET_ENVIRONMENT", "Development"));
        await using var ends = cli;
        using var client = new HttpClient();

        using var alone = await client.PostAsJsonAsync(new Uri(address, "login"), new { email = "driver@example.com", password = "test123" });

        alone.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri(address, "rides/drivers"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_stand_in_of_a_payment_provider_is_left_out_in_production_and_refused_where_it_is_named()
    {
        var named = await RunAsync("Production", "serve", "--target", "rides/provider", "--port", "0", "--migrate");
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--target", "rides", "--port", "0", "--migrate"], ("DOTNET_ENVIRONMENT", "Production"), ("Seaworthy__Management__Port", "0"));
        await using var ends = cli;
        using var client = new HttpClient();

        named.Exit.ShouldBe(2);
        named.Errors.ShouldContain("must be Development where rides/provider is served");
        (await RunAsync("Production", "serve", "--target", "Rides/Provider", "--port", "0", "--migrate")).Errors.ShouldBe(named.Errors, "names are the same in any letters");
        (await client.GetAsync(new Uri(address, "rides/provider/charges"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri(address, "rides/payments"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        cli.Lines.ShouldContain(line => line.Contains("No payment provider is set", StringComparison.Ordinal));
    }

    private Task<CliResult> RunAsync(string environment, params string[] args) => CliProcess.RunAsync(_folder.Path, args, ("DOTNET_ENVIRONMENT", environment));
}
