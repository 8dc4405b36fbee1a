using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Docs;

/// <summary><c>docs/guides/threat-model.md</c> and <c>SECURITY.md</c> name code, tests and settings that are there.</summary>
[Trait("Requirement", "R84")]
public sealed partial class ThreatModelTests
{
    private const string Attacks = "Seaworthy.Services.Tests.Attacks";

    private static readonly IReadOnlyList<Threat> Threats =
        [.. File.ReadLines(Repository.Path("docs/guides/threat-model.md")).Where(line => Row().IsMatch(line)).Select(Threat.Parse)];

    private static readonly IReadOnlyCollection<string> TestClasses = [.. TestSources.Classes().Keys];

    [Fact]
    public void It_has_a_row_for_each_of_the_ten_and_for_each_chapter_that_we_claim() =>
        Threats.Select(threat => threat.Id).ShouldBe([.. Enumerable.Range(1, 10).Select(n => $"API{n}"), .. ((int[])[1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]).Select(n => $"V{n}")]);

    [Fact]
    public void Code_that_a_threat_names_exists() =>
        Threats.SelectMany(threat => threat.Code.Where(path => !Path.Exists(Repository.Path(path))).Select(path => $"{threat.Id} {path}")).ShouldBeEmpty();

    [Fact]
    public void Every_threat_has_code_and_is_attacked_by_tests_that_are_there()
    {
        foreach (var threat in Threats)
        {
            threat.Code.ShouldNotBeEmpty(threat.Id);
            threat.Tests.ShouldNotBeEmpty(threat.Id);
            threat.Tests.Except(TestClasses).ShouldBeEmpty(threat.Id);
        }
    }

    [Fact]
    public void Every_attack_is_in_the_table()
    {
        var named = Threats.SelectMany(threat => threat.Tests).ToHashSet();

        TestClasses.Where(name => name.StartsWith(Attacks, StringComparison.Ordinal) && name.EndsWith("Tests", StringComparison.Ordinal) && !named.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_of_the_list_before_it_goes_public_are_there()
    {
        var reference = File.ReadAllText(Repository.Path("docs/reference/settings.md"));
        var settings = Setting().Matches(File.ReadAllText(Repository.Path("SECURITY.md"))).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        settings.Count.ShouldBeGreaterThan(5);
        settings.Where(setting => !reference.Contains($"`{setting}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| (API|V)\d+ ")]
    private static partial Regex Row();

    [GeneratedRegex(@"Seaworthy__(\w+?)(?==|`)")]
    private static partial Regex Setting();

    private sealed record Threat(string Id, IReadOnlyList<string> Code, IReadOnlyList<string> Tests)
    {
        public static Threat Parse(string line)
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            return new(cells[1].Split(' ')[0], Names(cells[3]), Names(cells[4]));
        }

        private static IReadOnlyList<string> Names(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];
    }
}
