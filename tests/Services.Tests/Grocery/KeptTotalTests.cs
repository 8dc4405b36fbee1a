using System.Text.Json.Nodes;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>
/// Totals of pages that are not kept themselves. Rows that are added past the service, with no tag touched, show whether a total was counted
/// again.
/// </summary>
[Trait("Requirement", "R41")]
public abstract class KeptTotalTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Fact]
    public async Task A_total_is_counted_once_for_all_pages_of_its_filter()
    {
        var before = await TotalAsync("category_id=1&page=1&size=5");

        await AddUntoldAsync(category: 1);

        (await TotalAsync("category_id=1&page=2&size=7")).ShouldBe(before);
        (await TotalAsync("category_id=1&is_active=true&sort=-created_at")).ShouldBe(before, "the same filter, said in full");
    }

    [Fact]
    public async Task Each_filter_has_a_total_of_its_own()
    {
        var (all, active) = (await TotalAsync("category_id=2&is_active=false"), await TotalAsync("category_id=2"));

        await AddUntoldAsync(category: 2);

        (await TotalAsync("category_id=2")).ShouldBe(active);
        (await TotalAsync("category_id=2&is_active=false")).ShouldBe(all);
        all.ShouldNotBe(active);
        (await TotalAsync("category_id=21")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_added_moved_or_taken_away_is_counted_at_once()
    {
        var (third, fourth) = (await TotalAsync("category_id=3"), await TotalAsync("category_id=4"));
        var (address, tag) = await NewAsync(category: 3);
        (await TotalAsync("category_id=3")).ShouldBe(third + 1);

        tag = await ChangeAsync(address, tag, category: 4, price: 2);
        (await TotalAsync("category_id=3")).ShouldBe(third);
        (await TotalAsync("category_id=4")).ShouldBe(fourth + 1);

        using var gone = await _shop.AsStaff().SendAsync(HttpMethod.Delete, address, ifMatch: tag);
        gone.EnsureSuccessStatusCode();
        (await TotalAsync("category_id=4")).ShouldBe(fourth);
    }

    [Fact]
    public async Task A_new_price_counts_nobody_again()
    {
        var (address, tag) = await NewAsync(category: 1);
        var before = await TotalAsync("category_id=1&size=1");
        await AddUntoldAsync(category: 1);

        await ChangeAsync(address, tag, category: 1, price: 3);

        (await TotalAsync("category_id=1&size=1")).ShouldBe(before);
    }

    private Task<int> AddUntoldAsync(long category) => host.Session.WriteAsync(
        (db, _) =>
        {
            var now = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
            db.Add(new Product { Name = "Untold", NameKey = "untold", Price = 1, CategoryId = category, CreatedAt = now, UpdatedAt = now });
            return Task.FromResult(0);
        },
        CancellationToken.None);

    private async Task<long> TotalAsync(string query)
    {
        var page = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v1/products/?{query}", UriKind.Relative)))!;
        return (long)page["total"]!;
    }

    private async Task<(string Address, string Tag)> NewAsync(long category)
    {
        using var created = await _shop.AsStaff().PostAsync("/api/v2/products", Body(category, price: 1));
        created.EnsureSuccessStatusCode();
        return ($"/api/v2/products/{(await ShopClient.JsonAsync(created))["id"]}", created.Headers.ETag!.Tag);
    }

    private async Task<string> ChangeAsync(string address, string tag, long category, int price)
    {
        using var changed = await _shop.AsStaff().SendAsync(HttpMethod.Put, address, Body(category, price), tag);
        changed.EnsureSuccessStatusCode();
        return changed.Headers.ETag!.Tag;
    }

    private static object Body(long category, int price) => new { name = "Counted", price, description = "", category_id = category };
}

/// <summary>The shop with no answer kept, so that every page is made.</summary>
public class MadeAnewOnSqlite : GroceryTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Seaworthy:Caching:Responses", "false")];
}

public sealed class MadeAnewOnPostgreSql : MadeAnewOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class Kept_totals_on_SQLite(MadeAnewOnSqlite host) : KeptTotalTests(host), IClassFixture<MadeAnewOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Kept_totals_on_PostgreSQL(MadeAnewOnPostgreSql host) : KeptTotalTests(host), IClassFixture<MadeAnewOnPostgreSql>;
