using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Stock;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What whoever fills the shelves is told: an event of the order that takes the first piece below the mark.</summary>
[Trait("Requirement", "R22")]
[Trait("Requirement", "R90")]
public abstract class LowStockTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Fact]
    public async Task Each_time_that_a_product_runs_low_is_told_once_and_an_order_that_is_refused_tells_nothing()
    {
        var product = await _shop.NewProductAsync("Saffron", 9.90m);
        await _shop.StockAsync(product, 7);

        await _shop.OrderAsync((product, 1), (2, 1));
        await UntilToldAsync(0);
        await _shop.OrderAsync((product, 2));
        await UntilToldAsync(1);
        await _shop.OrderAsync((product, 1));
        (await _shop.StatusAsync(HttpMethod.Post, "/api/v2/orders", new { items = new[] { new { product_id = product, quantity = 9 } } })).ShouldNotBe(System.Net.HttpStatusCode.Created);
        await UntilToldAsync(1);
        await _shop.StockAsync(product, 6);
        await _shop.OrderAsync((product, 5));
        await UntilToldAsync(2);

        Subjects().ShouldBe(["Subject: GroFast: 4 left of Saffron", "Subject: GroFast: 1 left of Saffron"]);
    }

    // Nothing is on its way any more, and so many have arrived.
    private async Task UntilToldAsync(int times)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var jobs = host.App.App.Services.GetRequiredService<JobParts<GroceryDb>>().Store.Sql;
        while (await CountAsync(host.Session.TableOf<OutboxRow>(), "1 = 1") + await CountAsync(jobs.Jobs, $"kind = '{TellLowStock.Kind.Name}'") > 0)
        {
            await Task.Delay(5, patience.Token);
        }

        Subjects().Length.ShouldBe(times);

        async Task<long> CountAsync(string table, string where) => (await host.Session.ReadAsync(new($"select count(*) from {table} where {where}"), row => row.GetInt64(0), patience.Token))[0];
    }

    private string[] Subjects()
    {
        var folder = Path.Combine(host.Database.Folder, "mail");
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)
                .Where(line => line.StartsWith("Subject: ", StringComparison.Ordinal) && line.EndsWith("Saffron", StringComparison.Ordinal)),
        ];
    }
}

public sealed class StockedOnSqlite : AdminTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Grocery:StockTo", "buyer@example.com")];
}

public sealed class StockedOnPostgreSql : AdminApartOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Grocery:StockTo", "buyer@example.com")];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class Low_stock_on_SQLite(StockedOnSqlite host) : LowStockTests(host), IClassFixture<StockedOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Low_stock_on_PostgreSQL(StockedOnPostgreSql host) : LowStockTests(host), IClassFixture<StockedOnPostgreSql>;
