namespace Seaworthy.Services.Tests.Documents;

/// <summary>Every command of <c>docs/documents/s1.md</c> is run, and prints what the page shows.</summary>
public abstract class S1PageTests(CoffeeShopHost host)
{
    private static readonly DocumentPage Page = new("docs/documents/s1.md");

    [Fact]
    public Task Every_command_prints_what_the_page_shows() => Page.RunAsync(host.App);

    [Fact]
    public void It_has_the_documents_headings_in_their_order() => Page.Headings.ShouldBe(
    [
        "Priority Levels", "1. Database Performance", "2. Error Handling & Logging", "3. Security", "4. Background Tasks", "5. Testing", "6. Monitoring",
        "7. Configuration", "8. Docker Deployment", "Implementation Priority", "Quick Wins (Implement Today)", "Resources",
    ]);
}

public sealed class S1Page_on_SQLite(CoffeeShopHost host) : S1PageTests(host), IClassFixture<CoffeeShopHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S1Page_on_PostgreSQL(CoffeeShopHostOnPostgreSql host) : S1PageTests(host), IClassFixture<CoffeeShopHostOnPostgreSql>;
