using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Docs;

/// <summary><c>docs/guides/threat-model.md</c> and <c>SECURITY.md</c> name code, tests and settings that are there.</summary>
[Trait("Requirement", "R84")]
public sealed partial class ThreatModelTests
{
    private const string Attacks = "Seaworthy.Services.Tests.Attacks";

    private static readonly IReadOnlyList<Threat> Threats =
        [.. File.ReadLines(Repository.Path("docs/guides/threat-model.md")).Where(line => Row().IsMatch(line)).Select(Threat.Parse)];

    // The controls of OWASP ASVS 5.0 that are claimed; x is all that a section asks for.
    private static readonly string[] Claimed =
    [
        "1.2.4", "1.2.10", "1.3.6", "1.3.12", "2.2.1", "2.2.2", "2.3.3", "2.3.4", "2.4.1", "3.4.1", "3.4.2", "3.4.3",
        "3.4.4", "3.4.5", "3.4.6", "3.5.2", "4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.2.x", "6.2.x", "6.3.1",
        "6.3.2", "7.2.x", "7.4.1", "7.4.2", "8.2.1", "8.2.2", "8.2.3", "8.4.1", "9.1.1", "9.1.2", "9.1.3",
        "9.2.1", "9.2.2", "9.2.3", "9.2.4", "10.4.5", "10.4.8", "10.4.9", "11.2.3", "12.1.1", "12.2.1", "12.3.x",
        "13.1.2", "13.2.3", "13.2.6", "13.3.1", "13.3.4", "13.4.1", "13.4.2", "13.4.4", "13.4.5", "13.4.6", "14.2.1",
        "14.2.2", "14.3.2", "15.1.2", "15.2.2", "15.3.1", "15.3.3", "15.3.4", "15.4.x", "16.2.x", "16.2.5", "16.3.x",
        "16.4.1", "16.5.1", "16.5.2", "16.5.3", "16.5.4",
    ];

    private static readonly IReadOnlyList<Control> Controls =
        [.. File.ReadLines(Repository.Path("docs/guides/threat-model.md")).Where(line => ControlRow().IsMatch(line)).Select(Control.Parse)];

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
        var named = Threats.SelectMany(threat => threat.Tests).Concat(Controls.SelectMany(control => control.Tests)).ToHashSet();

        TestClasses.Where(name => name.StartsWith(Attacks, StringComparison.Ordinal) && name.EndsWith("Tests", StringComparison.Ordinal) && !named.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_control_that_is_claimed_is_attacked_by_tests_that_are_there_or_says_with_what_it_comes()
    {
        Controls.Select(control => control.Id).ShouldBe(Claimed);
        Controls.SelectMany(control => control.Tests.Except(TestClasses).Select(test => $"{control.Id} {test}")).ShouldBeEmpty();
        Controls.Where(control => control.Tests.Count == 0 && !Excuse().IsMatch(control.Text)).Select(control => control.Id).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_of_the_list_before_it_goes_public_are_there()
    {
        var reference = File.ReadAllText(Repository.Path("docs/reference/settings.md"));
        var settings = Setting().Matches(File.ReadAllText(Repository.Path("SECURITY.md"))).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        settings.Count.ShouldBeGreaterThan(5);
        settings.Where(setting => !reference.Contains($"`{setting}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Names(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];

    [GeneratedRegex(@"^\| (API|V)\d+ ")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| \d+\.\d+\.(\d+|x) ")]
    private static partial Regex ControlRow();

    [GeneratedRegex(@"^(comes with (issue \d|R\d+)|does not apply: )")]
    private static partial Regex Excuse();

    [GeneratedRegex(@"Seaworthy__(\w+?)(?==|`)")]
    private static partial Regex Setting();

    private sealed record Threat(string Id, IReadOnlyList<string> Code, IReadOnlyList<string> Tests)
    {
        public static Threat Parse(string line)
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            return new(cells[1].Split(' ')[0], Names(cells[3]), Names(cells[4]));
        }
    }

    private sealed record Control(string Id, string Text, IReadOnlyList<string> Tests)
    {
        public static Control Parse(string line)
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            return new(cells[1], cells[3], Names(cells[3]));
        }
    }
}
