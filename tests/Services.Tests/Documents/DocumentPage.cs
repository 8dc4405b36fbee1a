using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>A page of <c>docs/documents</c>: its commands print what it shows, where <c>…</c> stands for what differs.</summary>
internal sealed class DocumentPage(string file)
{
    private const string Prompt = "$ ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private readonly string _text = File.ReadAllText(Repository.Path(file));

    public IReadOnlyList<string> Headings => [.. Regex.Matches(_text, "^## (.+)$", RegexOptions.Multiline).Select(heading => heading.Groups[1].Value)];

    /// <summary>Runs every command and compares.</summary>
    public async Task RunAsync(TestApp app)
    {
        var blocks = Markdown.Blocks(_text, "console").ToList();
        blocks.Count.ShouldBeGreaterThan(10);
        var kept = new KeptAnswers();
        foreach (var block in blocks)
        {
            block[0].ShouldStartWith(Prompt);
            var command = block[0][Prompt.Length..];
            await (KeptAnswers.IsKept(command) ? kept.KeepAsync(app.Client, command, app.Address) : ShouldShowAsync(app, CurlLine.Parse(kept.Fill(command)), block));
        }
    }

    // What one module shows may be behind what another knows: what is only looked at is looked at again.
    private static async Task ShouldShowAsync(TestApp app, CurlLine curl, string[] block)
    {
        using var patience = new CancellationTokenSource(curl.Method == HttpMethod.Get.Method ? Patience : TimeSpan.Zero);
        while (true)
        {
            using var request = curl.To(app.Address);
            using var response = await app.Client.SendAsync(request);
            var shown = (await curl.ShowAsync(response)).Trim();
            if (Regex.IsMatch(shown, Pattern(block[1..])))
            {
                return;
            }

            if (patience.IsCancellationRequested)
            {
                shown.ShouldMatch(Pattern(block[1..]), block[0]);
            }

            await Task.Delay(Between);
        }
    }

    private static string Pattern(string[] shown) =>
        "(?s)^" + Regex.Escape(string.Join('\n', shown).Trim()).Replace("…", ".*?") + "$";
}
