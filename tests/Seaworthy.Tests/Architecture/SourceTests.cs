using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Architecture;

/// <summary>Where things stand and what they are called.</summary>
public sealed partial class SourceTests
{
    // What a body's members are marked with stands in one namespace, though its text rules fill a folder.
    private static readonly string[] Shared = ["Seaworthy.Validation.Text"];

    [Fact]
    public void A_folder_is_its_namespace()
    {
        var astray = Project.Shipped.SelectMany(project => project.Sources().Select(file => (file, Wanted: Wanted(project, file), Found: Found(file))))
            .Where(source => source.Found is not null && source.Found != source.Wanted)
            .Select(source => $"{Path.GetRelativePath(Repository.Root, source.file)}: {source.Found}, not {source.Wanted}");

        astray.ShouldBeEmpty();
    }

    [Fact]
    public void No_name_says_that_the_thought_is_not_finished() =>
        Project.All.SelectMany(project => project.Sources()).Select(Path.GetFileNameWithoutExtension).Where(name => Unfinished().IsMatch(name!)).ShouldBeEmpty();

    [Fact]
    public void A_file_of_the_kit_is_one_thought()
    {
        const int MostLines = 200;

        Project.Shipped.SelectMany(project => project.Sources()).Where(file => File.ReadLines(file).Count() > MostLines)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).ShouldBeEmpty();
    }

    [Fact]
    public void A_class_of_tests_stands_in_the_folder_of_its_feature()
    {
        var features = Directory.EnumerateDirectories(Repository.Path("src/Seaworthy")).Select(Path.GetFileName).ToHashSet();

        // Folders of tests that stand for a folder of the kit or for what no folder holds.
        string[] others = ["Architecture", "Bench", "Cli", "Docs", "Settings"];
        Directory.EnumerateDirectories(Repository.Path("tests/Seaworthy.Tests")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("bin" or "obj") && !features.Contains(name) && !others.Contains(name)).ShouldBeEmpty();
    }

    private static string Wanted(Project project, string file)
    {
        var folder = Path.GetRelativePath(Repository.Path(project.Folder), Path.GetDirectoryName(file)!);
        var wanted = folder == "." ? project.RootNamespace : $"{project.RootNamespace}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
        return Shared.Contains(wanted) ? wanted[..wanted.LastIndexOf('.')] : wanted;
    }

    private static string? Found(string file) => Namespace().Match(File.ReadAllText(file)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util|Utilities|Misc|Common)$")]
    private static partial Regex Unfinished();
}
