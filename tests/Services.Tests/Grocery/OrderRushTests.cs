using System.Diagnostics;
using System.Net;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>
/// Many want the same thing at the same moment. SEAWORTHY_PROBE_MS bounds the slowest probe meanwhile, which only a quiet
/// machine can show: <c>./test deep rush</c> does.
/// </summary>
public abstract class OrderRushTests(GroceryHost host, ITestOutputHelper output)
{
    private const int Orders = 200;
    private const int Stock = 50;
    private readonly ShopClient _shop = new(host);

    [Fact]
    [Trait("Requirement", "R32")]
    public async Task Of_200_orders_at_once_for_50_things_exactly_50_are_taken_and_probes_are_answered_meanwhile()
    {
        var product = await _shop.NewProductAsync("The last tickets", 10m);
        await _shop.StockAsync(product, Stock);
        var other = await _shop.NewProductAsync("Something that is always there", 1m);

        await _shop.OrderAsync((other, 1));
        (await host.Client.GetAsync($"{host.Prefix}/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Half of them name the two products in the other order, which is how deadlocks are made.
        var rush = Task.WhenAll(Enumerable.Range(0, Orders).Select(n => _shop.PostAsync("/api/v2/orders", new
        {
            items = (n % 2 == 0 ? (long[])[product, other] : [other, product]).Select(id => new { product_id = id, quantity = 1 }),
        })));
        var slowest = await ProbeWhileAsync(rush);

        var answers = await rush;
        answers.GroupBy(answer => answer.StatusCode).ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(new Dictionary<HttpStatusCode, int> { [HttpStatusCode.Created] = Stock, [HttpStatusCode.Conflict] = Orders - Stock }, ignoreOrder: true);
        (await _shop.LeftAsync(product)).ShouldBe(0);
        output.WriteLine($"slowest probe {slowest.TotalMilliseconds:0} ms");
        if (int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_PROBE_MS"), out var bound))
        {
            slowest.TotalMilliseconds.ShouldBeLessThan(bound);
        }
    }

    private async Task<TimeSpan> ProbeWhileAsync(Task rush)
    {
        var slowest = TimeSpan.Zero;
        while (!rush.IsCompleted)
        {
            var clock = Stopwatch.StartNew();
            (await host.Client.GetAsync($"{host.Prefix}/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }

        return slowest;
    }
}

public sealed class Order_rush_on_SQLite(AdminTogetherOnSqlite host, ITestOutputHelper output) : OrderRushTests(host, output), IClassFixture<AdminTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Order_rush_on_PostgreSQL(AdminTogetherOnPostgreSql host, ITestOutputHelper output) : OrderRushTests(host, output), IClassFixture<AdminTogetherOnPostgreSql>;
