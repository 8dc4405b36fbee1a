using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>A page of <c>docs/documents</c>: its commands print what it shows, where <c>…</c> stands for what differs.</summary>
internal sealed class DocumentPage(string file)
{
    private const string Prompt = "$ ";
    private readonly string _text = File.ReadAllText(Repository.Path(file));

    public IReadOnlyList<string> Headings => [.. Regex.Matches(_text, "^## (.+)$", RegexOptions.Multiline).Select(heading => heading.Groups[1].Value)];

    /// <summary>Runs every command and compares.</summary>
    public async Task RunAsync(TestApp app)
    {
        var blocks = Markdown.Blocks(_text, "console").ToList();
        blocks.Count.ShouldBeGreaterThan(10);
        foreach (var block in blocks)
        {
            var command = block[0];
            command.ShouldStartWith(Prompt);
            var curl = CurlLine.Parse(command[Prompt.Length..]);
            using var request = curl.To(app.Address);
            using var response = await app.Client.SendAsync(request);

            (await curl.ShowAsync(response)).Trim().ShouldMatch(Pattern(block[1..]), command);
        }
    }

    private static string Pattern(string[] shown) =>
        "(?s)^" + Regex.Escape(string.Join('\n', shown).Trim()).Replace("…", ".*?") + "$";
}
