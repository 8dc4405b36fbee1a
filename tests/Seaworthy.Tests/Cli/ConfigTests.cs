using System.Text.Json;

namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R63")]
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_setting_has_its_value_its_source_and_its_default()
    {
        _folder.Write(".env", "DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\nSECRET_KEY=hunter2\nREDIS_URL=redis://u:hunter3@cache\n");

        var result = await CliProcess.RunAsync(
            _folder.Path,
            ["config", "--target", "grocery", "--json"],
            ("Seaworthy__Bounds__UrlChars", "3000"), ("DATABASE_URL", "postgresql://u:hunter4@db/shop"), ("DOTNET_ENVIRONMENT", "Development"));

        result.Exit.ShouldBe(0, result.Errors);
        result.Output.ShouldNotContain("hunter");
        var settings = JsonDocument.Parse(result.Output).RootElement.GetProperty("settings").EnumerateArray()
            .ToDictionary(s => s.GetProperty("key").GetString()!, s => (s.GetProperty("value").GetString(), s.GetProperty("source").GetString(), s.GetProperty("default").GetString()));
        settings["Seaworthy:Bounds:UrlChars"].ShouldBe(("3000", "env Seaworthy__Bounds__UrlChars", "8000"));
        settings["Seaworthy:Database:Url"].ShouldBe(("•••", "env DATABASE_URL", "(none)"));
        settings["Seaworthy:Database:MaxPoolSize"].ShouldBe(("60", ".env:1 + .env:2", "20"));
        settings["Services:grocery:Bounds:DeadlineMs"].ShouldBe(("10000", "grocery's own default", "(none)"));
        settings["Seaworthy:Identity:Tokens:Secret"].ShouldBe(("•••", ".env:3", "(none)"));
        settings["Seaworthy:Redis:Url"].ShouldBe(("•••", ".env:4", "(none)"));
        settings["ENVIRONMENT"].ShouldBe(("Development", "env DOTNET_ENVIRONMENT", "Production"));
    }

    [Fact]
    [Trait("Requirement", "R66")]
    public async Task A_variable_wins_over_env_files_and_the_environments_file_over_the_plain_one()
    {
        _folder.Write(".env", "Seaworthy__Bounds__UrlChars=1\nSeaworthy__Bounds__HeaderChars=1\nSeaworthy__Bounds__JsonDepth=1\n");
        _folder.Write(".env.production", "Seaworthy__Bounds__UrlChars=2\nSeaworthy__Bounds__HeaderChars=2\n");

        var result = await CliProcess.RunAsync(
            _folder.Path, ["config", "Bounds"], ("ENVIRONMENT", "production"), ("Seaworthy__Bounds__UrlChars", "3"));

        var lines = result.Output.Split('\n').Select(line => line.Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        lines.ShouldContain(line => line.SequenceEqual(new[] { "Seaworthy:Bounds:UrlChars", "3", "env Seaworthy__Bounds__UrlChars", "8000" }));
        lines.ShouldContain(line => line.SequenceEqual(new[] { "Seaworthy:Bounds:HeaderChars", "2", ".env.production:2", "16000" }));
        lines.ShouldContain(line => line.SequenceEqual(new[] { "Seaworthy:Bounds:JsonDepth", "1", ".env:3", "32" }));
    }
}
