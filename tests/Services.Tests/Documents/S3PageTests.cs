namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s3.md</c> is run, and prints what the page shows.</summary>
public abstract class S3PageTests(TodoAppHost host)
{
    private static readonly DocumentPage Page = new("docs/documents/s3.md");

    [Fact]
    public Task Every_command_prints_what_the_page_shows() => Page.RunAsync(host.App);

    [Fact]
    public void It_has_the_documents_headings_in_their_order() => Page.Headings.ShouldBe(
    [
        "Current Analysis Results", "1. Database Connection & Performance Optimizations", "2. Async/Await Performance Optimization", "3. Caching Strategy Implementation",
        "4. Request/Response Optimization", "5. Query Optimization", "6. Security Enhancements", "7. Monitoring & Observability", "8. Error Handling Improvements",
        "9. Testing Infrastructure Enhancement", "10. Configuration Management", "11. API Versioning & Documentation", "12. Production Readiness", "Implementation Priority",
        "Expected Performance Improvements", "Next Steps",
    ]);
}

public sealed class S3Page_on_SQLite(TodoAppHost host) : S3PageTests(host), IClassFixture<TodoAppHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S3Page_on_PostgreSQL(TodoAppHostOnPostgreSql host) : S3PageTests(host), IClassFixture<TodoAppHostOnPostgreSql>;
