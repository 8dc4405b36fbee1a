using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Seaworthy.Tests.Architecture;

/// <summary>The walls between projects, read from the project files.</summary>
public sealed partial class ProjectTests
{
    // Arrows point one way: Cli → services → EntityFrameworkCore, Seeding → Seaworthy → Redis; Cli → RabbitMq, Gateway, Console → Seaworthy; Cli → Audit.
    private static readonly Dictionary<Layer, Layer[]> Arrows = new()
    {
        [Layer.Redis] = [],
        [Layer.Audit] = [],
        [Layer.Kit] = [Layer.Redis],
        [Layer.Data] = [Layer.Kit],
        [Layer.Integration] = [Layer.Kit],
        [Layer.Seeding] = [Layer.Kit],
        [Layer.Service] = [Layer.Data, Layer.Seeding, Layer.Kit],
        [Layer.Cli] = [Layer.Service, Layer.Data, Layer.Seeding, Layer.Integration, Layer.Kit, Layer.Audit],
    };

    [Fact]
    public void Arrows_point_one_way_and_no_service_knows_another()
    {
        var layers = Project.All.ToDictionary(project => project.Name, project => project.Layer);

        Project.Shipped.SelectMany(project => project.References.Where(name => !Arrows[project.Layer].Contains(layers[name])).Select(name => $"{project} → {name}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var files = ((string[])["src", "services", "tests", "bench"]).SelectMany(folder =>
            Directory.EnumerateFiles(Repository.Path(folder), "*.csproj", SearchOption.AllDirectories));
        var listed = Project.All.Select(project => Repository.Path($"{project.Folder}/{project.Name}.csproj")).ToHashSet();

        // Peers of the benchmarks stand for other people's applications.
        files.Where(file => !listed.Contains(file) && !file.Contains("/peers/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_package_of_what_ships_has_its_reason_beside_it()
    {
        var bare = Project.Shipped.Where(project => project.Layer != Layer.Cli)
            .SelectMany(project => project.Packages.Where(package => !HasReason(package)).Select(package => $"{project}: {Include(package)}"));

        bare.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R65")]
    public void Every_version_is_pinned_and_in_one_place()
    {
        var versions = XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion").ToList();

        versions.Where(package => !Exact().IsMatch(package.Attribute("Version")!.Value)).Select(Include).ShouldBeEmpty();
        versions.Select(Include).ShouldBeUnique();
        Project.All.SelectMany(project => project.Packages).Where(package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)
            .Select(Include).ShouldBeEmpty();
    }

    // A reason names its package, or stands above a block of them: the comment before, with only packages in between.
    private static bool HasReason(XElement package)
    {
        var name = Include(package);
        var comment = package.NodesBeforeSelf().Reverse().SkipWhile(node => node is XText or XElement { Name.LocalName: "PackageReference" }).FirstOrDefault() as XComment;
        return comment is not null && name.Split('.').Any(part => comment.Value.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static string Include(XElement element) => element.Attribute("Include")!.Value;

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Exact();
}
