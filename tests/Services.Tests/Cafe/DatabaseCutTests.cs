using System.Diagnostics;
using System.Net;
using Seaworthy.Services.Tests.Grocery;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The cafe on a PostgreSQL of its own.</summary>
public sealed class CafeOnOwnServer : CafeOnSqlite, IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public new async Task InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        await base.InitializeAsync();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync(Server.Url);
}

/// <summary>S1's probe: without its database the cafe is not ready, says so in the document's words, and is ready again by itself.</summary>
[Trait("Requirement", "R19")]
[Trait("Server", "PostgreSQL")]
public sealed class DatabaseCutTests(CafeOnOwnServer host) : IClassFixture<CafeOnOwnServer>
{
    private const string Ready = "/cafe/health/ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Without_its_database_it_is_503_with_the_documents_detail_until_that_returns()
    {
        await UntilAsync(HttpStatusCode.OK);
        (await AskAsync(Ready)).ShouldBe((HttpStatusCode.OK, """{"status":"ready","database":"healthy"}"""));

        await host.Server.KillAsync();
        await UntilAsync(HttpStatusCode.ServiceUnavailable);
        (await AskAsync(Ready)).ShouldBe((HttpStatusCode.ServiceUnavailable, """{"status":"not ready","database":"unavailable","detail":"Database unavailable"}"""));
        (await AskAsync("/cafe/health/live")).Status.ShouldBe(HttpStatusCode.OK);

        await host.Server.StartAgainAsync();
        await UntilAsync(HttpStatusCode.OK);
    }

    private async Task UntilAsync(HttpStatusCode status)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await AskAsync(Ready)).Status != status)
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path)
    {
        using var answer = await host.Client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
