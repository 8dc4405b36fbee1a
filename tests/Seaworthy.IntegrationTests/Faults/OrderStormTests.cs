using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>
/// Orders, cancellations and price changes at once, on few products with little stock, while the process is killed again and
/// again. SEAWORTHY_SEED repeats a run and SEAWORTHY_STORM_SECONDS makes it longer: <c>./test deep orders</c> takes an hour.
/// </summary>
[Trait("Requirement", "R32")]
public abstract class OrderStormTests(ITestOutputHelper output)
{
    private const int LeastKills = 2;
    private const int Products = 6;

    [Fact]
    public async Task Stock_and_money_add_up_to_the_last_unit_whenever_the_process_is_killed()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var seconds = Number("SEAWORTHY_STORM_SECONDS") ?? 0;
        var stocked = 100 + (seconds * 20);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        var random = new Random(seed);
        await using var database = await CreateDatabaseAsync();
        var clients = await OpenShopAsync(database, seed, stocked);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < LeastKills || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            await using var served = await ServedProcess.StartAsync(database);
            await clients.Storm.RunAsync(served.Address, round, enough: random.Next(20, 60), served.KillAsync);
            clients.Storm.Faults.ShouldBeEmpty($"SEAWORTHY_SEED={seed}");
        }

        await using var restarted = await ServedProcess.StartAsync(database);
        using var client = new HttpClient { BaseAddress = restarted.Address };

        (await new OrderBooks(client, clients.Products, stocked).FaultsAsync(clients.Storm)).ShouldBeEmpty($"SEAWORTHY_SEED={seed}");
        clients.Storm.Placed.Count.ShouldBeGreaterThan(LeastKills);
        output.WriteLine($"{clients.Storm.Placed.Count} orders, {clients.Storm.Cancelled.Count} cancelled; "
            + string.Join(", ", clients.Storm.Answers.Select(answer => $"{(int)answer.Key}: {answer.Value}")));
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    private static async Task<(OrderClients Storm, IReadOnlyList<long> Products)> OpenShopAsync(TestDatabase database, int seed, int stocked)
    {
        await using var served = await ServedProcess.StartAsync(database);
        using var client = new HttpClient { BaseAddress = served.Address };
        var products = await OrderBooks.StockUpAsync(client, Products, stocked);
        return (new OrderClients(products, seed), products);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

public sealed class Order_storm_on_SQLite(ITestOutputHelper output) : OrderStormTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Order_storm_on_PostgreSQL(ITestOutputHelper output) : OrderStormTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
