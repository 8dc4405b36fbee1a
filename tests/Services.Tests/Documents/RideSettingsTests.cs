using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The rides' own settings, as the code reads them and as the page of their document tells them.</summary>
[Trait("Requirement", "R63")]
public sealed partial class RideSettingsTests
{
    private static readonly string Code = string.Concat(Directory.EnumerateFiles(Repository.Path("services/Rides"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    private static readonly IReadOnlyDictionary<string, string> Told =
        Row().Matches(File.ReadAllText(Repository.Path("docs/documents/s4.md"))).ToDictionary(row => row.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal), row => row.Groups[2].Value);

    private static IReadOnlyDictionary<string, string> Tariffs => Tariff().Matches(Code).ToDictionary(read => $"Rides:Tariff:{read.Groups[1].Value}Cents", read => read.Groups[2].Value);

    [Fact]
    public void Each_setting_that_the_code_reads_is_in_the_table_and_no_other() =>
        Told.Keys.ShouldBe(Setting().Matches(Code).Select(read => read.Groups[1].Value).Distinct().Concat(Tariffs.Keys), ignoreOrder: true);

    [Fact]
    public void The_tariff_is_the_tables()
    {
        Tariffs.Count.ShouldBe(5);
        foreach (var (setting, usual) in Tariffs)
        {
            Told[setting].ShouldBe(usual, setting);
        }
    }

    [GeneratedRegex("\"(Rides:[A-Za-z:]+)\"")]
    private static partial Regex Setting();

    [GeneratedRegex(@"Cents\(""(\w+)"", (\d+)\)")]
    private static partial Regex Tariff();

    [GeneratedRegex(@"^\| `(Rides__\w+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
