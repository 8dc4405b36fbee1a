using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>PostgreSQL is killed under the grocery and comes back.</summary>
[Trait("Requirement", "R19")]
[Trait("Requirement", "R31")]
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
public sealed class DatabaseGoneTests(DatabaseGoneHost host) : IClassFixture<DatabaseGoneHost>
{
    private const int Clients = 6;
    private const int Enough = 100;
    private readonly ConcurrentDictionary<long, string> _acknowledged = new();
    private readonly ConcurrentBag<string> _wrong = [];
    private readonly TaskCompletionSource _enough = new();
    private readonly TaskCompletionSource _refused = new();
    private volatile bool _isDone;

    [Fact]
    public async Task A_killed_database_is_503_until_it_returns_and_nothing_acknowledged_is_lost()
    {
        var clients = Enumerable.Range(0, Clients).Select(WriteAsync).ToList();
        await _enough.Task;
        await host.Server.KillAsync();
        await _refused.Task;

        await ShouldBeAwayAsync("/grocery/api/v2/products");
        await ShouldBeAwayAsync("/grocery/api/v1/products/");
        await ShouldBeAwayAsync("/grocery/api/v2/products/1");
        (await StatusAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _isDone = true;
        await Task.WhenAll(clients);

        await host.Server.StartAgainAsync();
        var returned = Stopwatch.GetTimestamp();
        while (await CreateAsync("The first one after") != HttpStatusCode.Created)
        {
            Stopwatch.GetElapsedTime(returned).ShouldBeLessThan(TimeSpan.FromSeconds(1), "the first write must succeed within a second");
        }

        Stopwatch.GetElapsedTime(returned).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        _wrong.ShouldBeEmpty();
        foreach (var (id, name) in _acknowledged)
        {
            ((string)JsonNode.Parse(await host.Client.GetStringAsync($"/grocery/api/v2/products/{id}"))!["name"]!).ShouldBe(name);
        }

        while (await StatusAsync("/health/ready") != HttpStatusCode.OK)
        {
            Stopwatch.GetElapsedTime(returned).ShouldBeLessThan(TimeSpan.FromSeconds(30), "readiness must return");
        }
    }

    private async Task WriteAsync(int number)
    {
        for (var n = 0; !_isDone; n++)
        {
            await CreateAsync($"Jar {number} {n}");
        }
    }

    private async Task<HttpStatusCode> CreateAsync(string name)
    {
        using var response = await host.Staff.PostAsJsonAsync("/grocery/api/v2/products", new { name, price = 2.5, description = "" });
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.Created)
        {
            _acknowledged[(long)JsonNode.Parse(body)!["id"]!] = name;
            _ = _acknowledged.Count >= Enough && _enough.TrySetResult();
        }
        else
        {
            Judge(response, body);
            _refused.TrySetResult();
        }

        return response.StatusCode;
    }

    private async Task ShouldBeAwayAsync(string path)
    {
        using var response = await host.Client.GetAsync(path);
        Judge(response, await response.Content.ReadAsStringAsync());
    }

    private void Judge(HttpResponseMessage response, string body)
    {
        var isRight = response.StatusCode == HttpStatusCode.ServiceUnavailable
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && response.Headers.RetryAfter?.Delta > TimeSpan.Zero
            && !((string[])["Npgsql", "Exception", "127.0.0.1", "connection", "   at "]).Any(word => body.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (!isRight)
        {
            _wrong.Add($"{response.StatusCode}: {body}");
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await host.Client.GetAsync(path);
        return response.StatusCode;
    }
}

/// <summary>The grocery on a server of its own.</summary>
public sealed class DatabaseGoneHost : GroceryTogetherOnSqlite, IAsyncLifetime
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
