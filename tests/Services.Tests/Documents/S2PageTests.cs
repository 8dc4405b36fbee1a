namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s2.md</c> is run, and prints what the page shows.</summary>
public abstract class S2PageTests(EtterHost host)
{
    private static readonly DocumentPage Page = new("docs/documents/s2.md");

    [Fact]
    public Task Every_command_prints_what_the_page_shows() => Page.RunAsync(host.App);

    [Fact]
    public void It_has_the_documents_headings_in_their_order() => Page.Headings.ShouldBe(
    [
        "1. Code Quality Improvements", "2. Database & Query Optimization", "3. Caching Strategy", "4. Async/Await & Concurrency",
        "5. API Response Optimization", "6. Error Handling & Logging", "7. Security Enhancements", "8. Testing & Quality Assurance",
        "9. Monitoring & Observability", "10. Implementation Priority Matrix", "Expected Performance Improvements", "Monitoring Success",
        "Dependencies to Add", "Configuration Changes", "Summary",
    ]);
}

public sealed class S2Page_on_SQLite(EtterHost host) : S2PageTests(host), IClassFixture<EtterHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S2Page_on_PostgreSQL(EtterHostOnPostgreSql host) : S2PageTests(host), IClassFixture<EtterHostOnPostgreSql>;
