using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s0.md</c> is run, and prints what the page shows; <c>…</c> stands for what differs.</summary>
public abstract class S0PageTests(DocumentHost host)
{
    private const string Prompt = "$ ";
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/documents/s0.md"));

    [Fact]
    public async Task Every_command_prints_what_the_page_shows()
    {
        var blocks = Markdown.Blocks(Page, "console").ToList();
        blocks.Count.ShouldBeGreaterThan(10);
        foreach (var block in blocks)
        {
            var command = block[0];
            command.ShouldStartWith(Prompt);
            var curl = CurlLine.Parse(command[Prompt.Length..]);
            using var request = curl.To(host.App.Address);
            using var response = await host.App.Client.SendAsync(request);

            (await curl.ShowAsync(response)).Trim().ShouldMatch(Pattern(block[1..]), command);
        }
    }

    [Fact]
    public void It_has_the_documents_headings_in_their_order()
    {
        string[] headings =
        [
            "Current Status After Fixes", "1. Security Hardening", "2. Input Validation & Sanitization", "3. Authentication Token Security",
            "4. Database Indexing", "5. Caching Layer Implementation", "6. Comprehensive Logging & Monitoring", "7. Health Check Enhancement",
            "8. API Response Optimization", "9. Background Task Processing", "10. Database Query Optimization", "11. Advanced Monitoring & Alerting",
            "12. API Versioning", "13. Advanced Security Features", "14. Docker Optimization", "15. Environment Configuration",
            "Performance benchmarks to achieve", "Implementation timeline", "Success metrics",
        ];

        Regex.Matches(Page, "^## (.+)$", RegexOptions.Multiline).Select(heading => heading.Groups[1].Value).ShouldBe(headings);
    }

    private static string Pattern(string[] shown) =>
        "(?s)^" + Regex.Escape(string.Join('\n', shown).Trim()).Replace("…", ".*?") + "$";
}

public sealed class S0Page_on_SQLite(DocumentHost host) : S0PageTests(host), IClassFixture<DocumentHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S0Page_on_PostgreSQL(DocumentHostOnPostgreSql host) : S0PageTests(host), IClassFixture<DocumentHostOnPostgreSql>;
