using System.Text.RegularExpressions;

namespace Seaworthy.Testing;

/// <summary>What tests read of a page: its fenced blocks, its inline code and its links.</summary>
public static partial class Markdown
{
    /// <summary>The lines of every fenced block of a language.</summary>
    public static IEnumerable<string[]> Blocks(string page, string language) =>
        Fence().Matches(page).Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["text"].Value.TrimEnd('\n').Split('\n'));

    /// <summary>Every command a reader may type: the lines of <c>sh</c> blocks and inline <c>curl</c> calls.</summary>
    public static IEnumerable<string> Commands(string page) =>
        Blocks(page, "sh").SelectMany(lines => lines).Select(WithoutComment).Where(line => line.Length > 0)
            .Concat(InlineCurl().Matches(page).Select(code => code.Groups[1].Value));

    /// <summary>Targets of links that stay inside the repository.</summary>
    public static IEnumerable<string> Links(string page) =>
        Link().Matches(Fence().Replace(page, "")).Select(link => link.Groups[1].Value).Where(target => !target.Contains("://"));

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    public static IEnumerable<string> Anchors(string page) => Heading().Matches(Fence().Replace(page, ""))
        .Select(heading => NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutComment(string line) => Comment().Replace(line, "").Trim();

    [GeneratedRegex("^```(?<language>\\w*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`(curl [^`\n]+)`")]
    private static partial Regex InlineCurl();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"(^|\s+)#\s.*$")]
    private static partial Regex Comment();
}
