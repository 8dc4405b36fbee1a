using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>
/// Many want the same thing at the same moment. SEAWORTHY_PROBE_MS bounds the slowest probe meanwhile, in a process that has
/// seen such a rush before; only a quiet machine can show it: <c>./test deep rush</c> does.
/// </summary>
[Collection(nameof(OrderRushTests))] // one engine after the other: both at once would measure each other
public abstract class OrderRushTests(ITestOutputHelper output)
{
    private const int Orders = 200;
    private const int Stock = 50;
    private const int RushesBefore = 40;

    [Fact]
    [Trait("Requirement", "R32")]
    public async Task Of_200_orders_at_once_for_50_things_exactly_50_are_taken_and_probes_are_answered_meanwhile()
    {
        int? bound = int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_PROBE_MS"), out var ms) ? ms : null;
        await using var database = await CreateDatabaseAsync();
        await using var served = await ServedProcess.StartAsync(database);
        using var client = new HttpClient { BaseAddress = served.Address };
        for (var before = 0; bound is not null && before < RushesBefore; before++)
        {
            await RushAsync(client);
        }

        var slowest = await RushAsync(client);

        output.WriteLine($"slowest probe {slowest.TotalMilliseconds:0} ms");
        if (bound is { } most)
        {
            slowest.TotalMilliseconds.ShouldBeLessThan(most);
        }
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    private static async Task<TimeSpan> RushAsync(HttpClient client)
    {
        var wanted = (await OrderBooks.StockUpAsync(client, 1, Stock))[0];
        var always = (await OrderBooks.StockUpAsync(client, 1, Orders))[0];

        // Half of them name the two products in the other order, which is how deadlocks are made.
        var rush = Task.WhenAll(Enumerable.Range(0, Orders).Select(n => OrderAsync(client, n % 2 == 0 ? [wanted, always] : [always, wanted])));
        var slowest = await Task.Factory.StartNew(
            () => ProbeWhile(client.BaseAddress!, rush), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        (await rush).CountBy(status => status).ShouldBe(
            [new(HttpStatusCode.Created, Stock), new(HttpStatusCode.Conflict, Orders - Stock)], ignoreOrder: true);
        (await LeftAsync(client, wanted)).ShouldBe(0);
        (await LeftAsync(client, always)).ShouldBe(Orders - Stock);
        return slowest;
    }

    private static async Task<HttpStatusCode> OrderAsync(HttpClient client, IEnumerable<long> products)
    {
        var items = products.Select(id => new { product_id = id, quantity = 1 });
        using var answer = await client.PostWithKeyAsync("/grocery/api/v2/orders", new { items });
        return answer.StatusCode;
    }

    private static async Task<int> LeftAsync(HttpClient client, long product) =>
        (int)(await client.GetFromJsonAsync<JsonNode>($"/grocery/api/v2/products/{product}/stock"))!["quantity"]!;

    // On a thread and a connection of its own: what the clients keep waiting is not what the server keeps waiting.
    private static TimeSpan ProbeWhile(Uri address, Task rush)
    {
        using var prober = new HttpClient { BaseAddress = address };
        var slowest = TimeSpan.Zero;
        do
        {
            var asked = TimeProvider.System.GetTimestamp();
            using var answer = prober.Send(new HttpRequestMessage(HttpMethod.Get, "/grocery/health/ready"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var taken = TimeProvider.System.GetElapsedTime(asked);
            slowest = taken > slowest ? taken : slowest;
        }
        while (!rush.IsCompleted);
        return slowest;
    }
}

public sealed class Order_rush_on_SQLite(ITestOutputHelper output) : OrderRushTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Order_rush_on_PostgreSQL(ITestOutputHelper output) : OrderRushTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
