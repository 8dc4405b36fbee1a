using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Docs;

/// <summary><c>docs/requirements.md</c> says nothing that the repository does not show.</summary>
public sealed partial class LedgerTests
{
    private static readonly IReadOnlyList<Row> Rows =
        [.. File.ReadLines(Repository.Path("docs/requirements.md")).Where(line => line.StartsWith("| R", StringComparison.Ordinal)).Select(Row.Parse)];

    private static readonly IReadOnlyDictionary<string, string> TestClasses = TestSources.Classes();

    [Fact]
    public void It_has_a_row_for_each_of_the_92_in_order() =>
        Rows.Select(row => row.Number).ShouldBe(Enumerable.Range(1, 92).Select(n => $"R{n}"));

    [Fact]
    public void Every_state_is_one_of_five() =>
        Rows.Where(row => !State().IsMatch(row.State)).ShouldBeEmpty();

    [Fact]
    public void Code_that_a_row_names_exists() =>
        Rows.SelectMany(row => row.Code.Where(path => !Path.Exists(Repository.Path(path))).Select(path => $"{row.Number} {path}")).ShouldBeEmpty();

    [Fact]
    public void What_is_built_names_code_and_a_test_with_its_number()
    {
        foreach (var row in Rows.Where(row => row.State == "built"))
        {
            row.Code.ShouldNotBeEmpty(row.Number);
            row.Tests.ShouldNotBeEmpty(row.Number);
            foreach (var test in row.Tests)
            {
                TestClasses.Keys.ShouldContain(test, row.Number);
                TestClasses[test].ShouldContain($"[Trait(\"Requirement\", \"{row.Number}\")]", customMessage: $"{test} for {row.Number}");
            }
        }
    }

    [Fact]
    public void Every_number_that_a_test_carries_is_in_the_ledger()
    {
        var known = Rows.Select(row => row.Number).ToHashSet();

        TestSources.Files().SelectMany(file => Requirement().Matches(File.ReadAllText(file)).Select(trait => (File: file, Number: trait.Groups[1].Value)))
            .Where(trait => !known.Contains(trait.Number)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^(built|comes with issue [3-7]|open|decided otherwise: .{10,}|not software: .{10,})$")]
    private static partial Regex State();

    [GeneratedRegex("""\[Trait\("Requirement", "([^"]*)"\)\]""")]
    private static partial Regex Requirement();

    private sealed record Row(string Number, string State, IReadOnlyList<string> Code, IReadOnlyList<string> Tests)
    {
        public static Row Parse(string line)
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            return new(cells[1], cells[3], Names(cells[4]), Names(cells[5]));
        }

        private static IReadOnlyList<string> Names(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];
    }
}
