using System.Net;

namespace Seaworthy.IntegrationTests.Packages;

/// <summary>
/// What ships is packed, an empty application gets it from a folder as it would from a registry, and the application is what the
/// package's own README shows.
/// </summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Fact]
    public void The_readme_packs_as_it_is_done_here() =>
        Markdown.Commands(File.ReadAllText(Repository.Path("README.md"))).Where(command => command.StartsWith("dotnet ", StringComparison.Ordinal))
            .ShouldBe([$"dotnet pack {PackageFeed.Packages[2]} -o packages", $"dotnet pack {PackageFeed.Packages[0]} -o packages"]);

    [Theory]
    [InlineData("Seaworthy")]
    [InlineData("Seaworthy.EntityFrameworkCore")]
    [InlineData("Seaworthy.Redis")]
    public void A_package_shows_its_install_line_and_brings_its_readme_and_words(string package)
    {
        var names = feed.EntriesOf(package);

        names.ShouldContain("README.md");
        names.ShouldContain($"lib/net10.0/{package}.dll");
        names.ShouldContain($"lib/net10.0/{package}.xml");
        Markdown.Commands(File.ReadAllText(Repository.Path($"src/{package}/README.md"))).First().ShouldBe($"dotnet add package {package}");
    }

    [Theory]
    [InlineData("Seaworthy")]
    [InlineData("Seaworthy.EntityFrameworkCore")]
    public async Task An_empty_application_with_the_readmes_lines_builds_runs_and_is_ready(string package)
    {
        var program = string.Join('\n', Markdown.Blocks(await File.ReadAllTextAsync(Repository.Path($"src/{package}/README.md")), "csharp").First());
        var folder = await feed.CreateAppAsync(package, program);

        await feed.DotnetAsync(folder, "build", "-nologo", "-v", "quiet");
        await using var app = await RunningApp.StartAsync(folder);
        using var client = new HttpClient();
        using var ready = await client.GetAsync(new Uri(app.Address, "health/ready"));

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("\"status\":\"ready\"");
        ready.Headers.Contains("X-Request-ID").ShouldBeTrue();
    }

    [Fact]
    public async Task The_lines_of_the_Redis_clients_readme_build_without_anything_else()
    {
        var program = string.Join('\n', Markdown.Blocks(await File.ReadAllTextAsync(Repository.Path("src/Seaworthy.Redis/README.md")), "csharp").First());

        await feed.DotnetAsync(await feed.CreateAppAsync("Seaworthy.Redis", program), "build", "-nologo", "-v", "quiet");
    }
}
