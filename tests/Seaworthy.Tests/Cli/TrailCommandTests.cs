using System.Text.Json.Nodes;

namespace Seaworthy.Tests.Cli;

public sealed class TrailCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_an_operator_does_is_listed_exported_and_pruned_by_command_alone()
    {
        await GoodAsync("migrate", "up", "--data", "here", "--target", "grocery");
        var id = (await GoodAsync("key", "add", "counter", "--data", "here", "--target", "grocery"))[3..15];
        await GoodAsync("key", "revoke", id, "--data", "here", "--target", "grocery");

        var listed = (await TrailAsync("list")).Split('\n');
        listed.Length.ShouldBe(2);
        listed[0].ShouldContain($"grocery   cli   {Environment.UserName}   revoked   api-key:{id}");
        listed[1].ShouldContain($"created   api-key:{id}");
        (await TrailAsync("list", "--object", "api-key:none")).ShouldBeEmpty();
        (await TrailAsync("list", "--who", Environment.UserName, "--since", "1h")).Split('\n').Length.ShouldBe(2);
        var json = JsonNode.Parse(await TrailAsync("list", "--json", "--most", "1"))!;
        ((string)json["lines"]![0]!["line"]!["action"]!, (string)json["lines"]![0]!["service"]!).ShouldBe(("revoked", "grocery"));
        (await TrailAsync("export")).Split('\n').Select(line => (string)JsonNode.Parse(line)!["line"]!["action"]!).ShouldBe(["revoked", "created"]);

        (await TrailAsync("prune", "--older-than", "1d", "--yes")).ShouldStartWith("grocery: 0 lines");
        (await TrailAsync("prune", "--older-than", TimeProvider.System.GetUtcNow().AddMilliseconds(-1).UtcDateTime.ToString("O"), "--yes")).ShouldStartWith("grocery: 2 lines");
        (await TrailAsync("list")).ShouldContain("pruned   trail:before ");
    }

    [Theory]
    [InlineData("would be gone for good", "prune", "--older-than", "1d")]
    [InlineData("'0h' is not in the past", "prune", "--older-than", "0h", "--yes")]
    [InlineData("'soon' is no time", "list", "--since", "soon")]
    [InlineData("--most takes 1 to 10000", "list", "--most", "0")]
    public async Task What_cannot_be_is_refused_with_its_repair(string what, params string[] arguments)
    {
        var refused = await CliProcess.RunAsync(_folder.Path, ["trail", .. arguments, "--data", "here", "--service", "grocery"], ("DOTNET_ENVIRONMENT", "Development"));

        (refused.Exit, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldContain(what);
    }

    [Fact]
    public async Task Before_the_tables_are_there_it_says_what_makes_them()
    {
        var refused = await CliProcess.RunAsync(_folder.Path, ["trail", "list", "--data", "here", "--service", "grocery"], ("DOTNET_ENVIRONMENT", "Development"));

        refused.Exit.ShouldBe(3);
        refused.Errors.ShouldContain("seaworthy migrate up");
    }

    private Task<string> TrailAsync(params string[] arguments) => GoodAsync(["trail", .. arguments, "--data", "here", "--service", "grocery"]);

    private async Task<string> GoodAsync(params string[] arguments)
    {
        var run = await CliProcess.RunAsync(_folder.Path, arguments, ("DOTNET_ENVIRONMENT", "Development"));
        run.Exit.ShouldBe(0, run.Errors);
        return run.Output.Trim();
    }
}
