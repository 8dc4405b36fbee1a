using System.Text.Json;

namespace Seaworthy.Tests.Cli;

/// <summary><c>seaworthy seed</c>.</summary>
[Trait("Requirement", "R28")]
public sealed class SeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_seed_changes_nothing()
    {
        var first = await RunAsync("seed grocery --json");
        var second = await RunAsync("seed grocery --json");

        first.Exit.ShouldBe(0, first.Errors);
        var (before, after) = (JsonDocument.Parse(first.Output).RootElement, JsonDocument.Parse(second.Output).RootElement);
        before.GetProperty("added").GetInt64().ShouldBeGreaterThan(0);
        after.GetProperty("added").GetInt64().ShouldBe(0);
        after.GetProperty("unchanged").GetInt64().ShouldBe(before.GetProperty("added").GetInt64());
    }

    private Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(_folder.Path, line.Split(' '), ("ENVIRONMENT", "development"));
}
