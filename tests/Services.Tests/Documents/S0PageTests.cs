namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s0.md</c> is run, and prints what the page shows; <c>…</c> stands for what differs.</summary>
public abstract class S0PageTests(DocumentHost host)
{
    private static readonly DocumentPage Page = new("docs/documents/s0.md");

    [Fact]
    public Task Every_command_prints_what_the_page_shows() => Page.RunAsync(host.App);

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

        Page.Headings.ShouldBe(headings);
    }
}

public sealed class S0Page_on_SQLite(DocumentHost host) : S0PageTests(host), IClassFixture<DocumentHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S0Page_on_PostgreSQL(DocumentHostOnPostgreSql host) : S0PageTests(host), IClassFixture<DocumentHostOnPostgreSql>;
