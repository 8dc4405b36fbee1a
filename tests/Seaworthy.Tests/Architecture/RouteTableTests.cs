using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Architecture;

/// <summary>A service, or each module of it, is a route table first and one file per use case below it.</summary>
[Trait("Requirement", "R35")]
[Trait("Requirement", "R36")]
public sealed partial class RouteTableTests
{
    private static readonly IReadOnlyList<Project> Services = [.. Project.All.Where(project => project.Layer == Layer.Service)];

    [Fact]
    public void A_route_is_one_line_and_decides_nothing()
    {
        foreach (var service in Services)
        {
            var lines = service.Sources().Where(file => Path.GetFileName(file) == "Routes.cs").SelectMany(File.ReadAllLines).ToList();

            lines.Count(line => Route().IsMatch(line)).ShouldBeGreaterThan(0, service.Name);
            lines.Where(line => Decision().IsMatch(Text().Replace(line, "\"\""))).ShouldBeEmpty(service.Name);
        }
    }

    [Fact]
    public void Nobody_else_maps_routes() =>
        Services.SelectMany(service => service.Sources()).Where(file => Path.GetFileName(file) != "Routes.cs" && Route().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).ShouldBeEmpty();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete|Keyset|Pages|Item|Facets)\b")]
    private static partial Regex Route();

    // What an endpoint is called may have any word.
    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"=>\s*\{|\b(if|switch|for|foreach|while|try|await|throw)\b")]
    private static partial Regex Decision();
}
