using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s4.md</c> is run, and prints what the page shows.</summary>
public abstract class S4PageTests(RidesOnSqlite host)
{
    private static readonly DocumentPage Page = new("docs/documents/s4.md");

    [Fact]
    public Task Every_command_prints_what_the_page_shows() => Page.RunAsync(host.App);

    [Fact]
    public void It_has_the_documents_headings_in_their_order() => Page.Headings.ShouldBe(
    [
        "Priority 1: Critical Security Fixes (Do Immediately)", "Priority 2: Reliability & Resilience (Do Soon)", "Priority 3: Observability (Important for Production)",
        "Priority 4: Performance Optimizations", "Priority 5: Developer Experience", "Priority 6: Deployment & Operations", "Implementation Order", "Quick Wins (Can do immediately)",
        "Estimated Impact", "Monitoring Success",
    ]);
}

public sealed class S4Page_on_SQLite(RidesOnSqlite host) : S4PageTests(host), IClassFixture<RidesOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class S4Page_on_PostgreSQL(RidesOnPostgreSql host) : S4PageTests(host), IClassFixture<RidesOnPostgreSql>;
