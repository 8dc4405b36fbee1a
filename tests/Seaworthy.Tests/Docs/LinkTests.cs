namespace Seaworthy.Tests.Docs;

public sealed class LinkTests
{
    private static readonly string[] NotOurs = ["artifacts", "node_modules", "bin", "obj", "data", ".git"];

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken = Pages().SelectMany(page => Markdown.Links(File.ReadAllText(page)).Where(link => !Leads(page, link))
            .Select(link => $"{Path.GetRelativePath(Repository.Root, page)} → {link}"));

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_of_the_docs_can_be_reached_from_the_readme()
    {
        var reached = new HashSet<string>();
        Walk(Repository.Path("README.md"), reached);

        Pages().Where(page => page.StartsWith(Repository.Path("docs"), StringComparison.Ordinal) && !reached.Contains(page))
            .Select(page => Path.GetRelativePath(Repository.Root, page)).ShouldBeEmpty();
    }

    private static void Walk(string page, HashSet<string> reached)
    {
        if (!page.EndsWith(".md", StringComparison.Ordinal) || !File.Exists(page) || !reached.Add(page))
        {
            return;
        }

        foreach (var link in Markdown.Links(File.ReadAllText(page)))
        {
            Walk(Target(page, link), reached);
        }
    }

    private static bool Leads(string page, string link)
    {
        var target = Target(page, link);
        var anchor = link.Contains('#') ? link[(link.IndexOf('#') + 1)..] : null;
        return (Path.Exists(target) || IsYetToBeMeasured(target)) && (anchor is null || Markdown.Anchors(File.ReadAllText(target)).Contains(anchor));
    }

    // A page of results is written by a run of the benchmark that has its name.
    private static bool IsYetToBeMeasured(string target) => target.StartsWith(Repository.Path("bench/results"), StringComparison.Ordinal)
        && File.ReadAllText(Repository.Path("bench/run")).Contains($"bench/run {Path.GetFileNameWithoutExtension(target)}", StringComparison.Ordinal);

    private static string Target(string page, string link) => link.StartsWith('#')
        ? page
        : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0]));

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Repository.Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true })
        .Where(page => !Path.GetRelativePath(Repository.Root, page).Split('/', '\\').Any(NotOurs.Contains));
}
