using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Docs;

/// <summary>The sources of all tests, this assembly's and the others'.</summary>
internal static partial class TestSources
{
    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    /// <summary>Every test class by its full name, with the text of its file.</summary>
    public static IReadOnlyDictionary<string, string> Classes() => Files().Select(File.ReadAllText)
        .SelectMany(text => Class().Matches(text).Select(name => (Name: $"{Namespace().Match(text).Groups[1].Value}.{name.Groups[1].Value}", text)))
        .GroupBy(found => found.Name).ToDictionary(found => found.Key, found => string.Join('\n', found.Select(part => part.text)));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:public |internal )(?:sealed |abstract |static |partial )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();
}
