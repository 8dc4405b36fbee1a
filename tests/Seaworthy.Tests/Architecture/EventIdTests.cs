using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Architecture;

/// <summary>Event ids are public: whoever alerts on one must be able to trust it.</summary>
public sealed partial class EventIdTests
{
    private static readonly IReadOnlyList<(string Feature, string Name, int Id)> Ids =
        [.. Directory.GetFiles(Repository.Path("src/Seaworthy"), "EventIds*.cs").SelectMany(file => Entry().Matches(File.ReadAllText(file))).Select(entry =>
            (entry.Groups["feature"].Value, entry.Groups["name"].Value, int.Parse(entry.Groups["id"].Value)))];

    [Fact]
    public void Every_id_says_its_feature() =>
        Ids.Select(id => id.Name).ShouldBe(typeof(EventIds).GetFields().Select(field => field.Name), ignoreOrder: true);

    [Fact]
    public void No_id_is_given_twice() => Ids.Select(id => id.Id).ShouldBeUnique();

    [Fact]
    public void A_feature_has_a_thousand_and_a_thousand_has_one_feature()
    {
        var pairs = Ids.Select(id => (id.Feature, Thousand: id.Id / 1000)).Distinct().ToList();

        pairs.Select(pair => pair.Feature).ShouldBeUnique();
        pairs.Select(pair => pair.Thousand).ShouldBeUnique();
    }

    [Fact]
    public void Each_is_logged_by_its_feature_and_nobody_else()
    {
        var used = Project.Shipped.SelectMany(project => project.Sources())
            .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(use => (Name: use.Groups[1].Value, Path: Path.GetRelativePath(Repository.Path("src"), file)))).ToList();

        used.Select(use => use.Name).Distinct().Order().ShouldBe(Ids.Select(id => id.Name).Order());
        used.Where(use => !Belongs(use.Path, Ids.Single(id => id.Name == use.Name).Feature)).ShouldBeEmpty();
    }

    private static bool Belongs(string path, string feature) => path.Split('/', '\\', '.').Contains(feature);

    [GeneratedRegex(@"\((?<feature>\w+)\)\.</summary>\s+public const int (?<name>\w+) = (?<id>\d+);")]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?<!nameof\()\bEventIds\.(\w+)")]
    private static partial Regex Use();
}
