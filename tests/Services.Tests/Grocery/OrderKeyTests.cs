using System.Net;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What was done with a key is not done again, and is told again.</summary>
[Trait("Requirement", "R17")]
public abstract class OrderKeyTests(GroceryHost host)
{
    private const string Orders = "/api/v2/orders";
    private readonly ShopClient _shop = new(host);
    private readonly string _key = $"{Guid.NewGuid()}";

    [Fact]
    public async Task An_order_that_is_sent_again_is_the_same_order_and_takes_its_stock_once()
    {
        var product = await CountedAsync(10);

        using var first = await OrderAsync(product, 3);
        using var second = await OrderAsync(product, 3);

        await SameAsync(first, second, HttpStatusCode.Created);
        (await _shop.LeftAsync(product)).ShouldBe(7);
    }

    [Fact]
    public async Task Thirty_at_once_place_one_order_and_the_others_are_told_so_or_to_come_again()
    {
        var product = await CountedAsync(100);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => OrderAsync(product, 2)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Headers.Location).Distinct().Count().ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created && !IsReplayed(answer)).ShouldBe(1);
        (await _shop.LeftAsync(product)).ShouldBe(98);
    }

    [Fact]
    public async Task A_refusal_stays_one_also_when_there_is_enough_by_now()
    {
        var product = await CountedAsync(1);
        using var first = await OrderAsync(product, 2);
        await _shop.StockAsync(product, 5);

        using var second = await OrderAsync(product, 2);

        await SameAsync(first, second, HttpStatusCode.Conflict);
        (await ShopClient.ProblemAsync(second, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/out-of-stock");
        using var anew = await _shop.PostAsync(Orders, Lines(product, 2));
        anew.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_is_for_one_order_of_one_customer()
    {
        var product = await CountedAsync(10);
        var (ada, bob) = (_shop.As($"ada-{_key}@example.com"), _shop.As($"bob-{_key}@example.com"));

        using var first = await ada.SendAsync(HttpMethod.Post, Orders, Lines(product, 1), key: _key);
        using var other = await bob.SendAsync(HttpMethod.Post, Orders, Lines(product, 1), key: _key);
        using var changed = await ada.SendAsync(HttpMethod.Post, Orders, Lines(product, 2), key: _key);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        other.StatusCode.ShouldBe(HttpStatusCode.Created);
        other.Headers.Location.ShouldNotBe(first.Headers.Location);
        (await ShopClient.ProblemAsync(changed, HttpStatusCode.UnprocessableEntity)).Type.ShouldBe("/problems/idempotency-key-reused");
        (await _shop.LeftAsync(product)).ShouldBe(8);
    }

    [Fact]
    public async Task The_second_version_takes_no_order_without_a_key_and_the_first_takes_it_with_or_without()
    {
        var product = await CountedAsync(10);

        using var refused = await host.Client.PostAsync(host.Prefix + Orders, System.Net.Http.Json.JsonContent.Create(Lines(product, 1)));
        using var plain = await _shop.PostAsync("/api/v1/orders/", Lines(product, 1));
        using var first = await host.Client.PostWithKeyAsync(host.Prefix + "/api/v1/orders/", Lines(product, 1), _key);
        using var second = await host.Client.PostWithKeyAsync(host.Prefix + "/api/v1/orders/", Lines(product, 1), _key);

        (await ShopClient.ProblemAsync(refused, HttpStatusCode.BadRequest)).Type.ShouldBe("/problems/idempotency-key-required");
        plain.StatusCode.ShouldBe(HttpStatusCode.Created);
        await SameAsync(first, second, HttpStatusCode.Created);
        (await _shop.LeftAsync(product)).ShouldBe(8);
    }

    [Fact]
    public async Task Carts_products_and_cancellations_are_repeated_as_safely_as_orders()
    {
        var product = await CountedAsync(10);
        var cart = await ShopClient.JsonAsync(await TwiceAsync("/api/v2/carts", null, HttpStatusCode.Created));
        using var put = await _shop.SendAsync(HttpMethod.Put, $"/api/v2/carts/{cart["id"]}/items/{product}", new { quantity = 4 });

        var order = await ShopClient.JsonAsync(await TwiceAsync(Orders, new { cart_id = (string)cart["id"]! }, HttpStatusCode.Created));
        (await _shop.LeftAsync(product)).ShouldBe(6);
        await TwiceAsync($"{Orders}/{order["id"]}/cancel", null, HttpStatusCode.OK);
        await TwiceAsync("/api/v2/products", _shop.AsStaff(), new { name = $"Cider {_key}", price = 3.5m, description = "" }, HttpStatusCode.Created);

        (await _shop.LeftAsync(product)).ShouldBe(10);
    }

    private static object Lines(long product, int quantity) => new { items = new[] { new { product_id = product, quantity } } };

    private static bool IsReplayed(HttpResponseMessage answer) => answer.Headers.Contains("Idempotency-Replayed");

    private static async Task SameAsync(HttpResponseMessage first, HttpResponseMessage second, HttpStatusCode status)
    {
        (first.StatusCode, second.StatusCode).ShouldBe((status, status), await first.Content.ReadAsStringAsync());
        (IsReplayed(first), IsReplayed(second)).ShouldBe((false, true));
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
    }

    private Task<HttpResponseMessage> OrderAsync(long product, int quantity) =>
        _shop.SendAsync(HttpMethod.Post, Orders, Lines(product, quantity), key: _key);

    private Task<HttpResponseMessage> TwiceAsync(string path, object? body, HttpStatusCode status) => TwiceAsync(path, _shop, body, status);

    private async Task<HttpResponseMessage> TwiceAsync(string path, ShopClient who, object? body, HttpStatusCode status)
    {
        var first = await who.SendAsync(HttpMethod.Post, path, body, key: _key);
        using var second = await who.SendAsync(HttpMethod.Post, path, body, key: _key);
        await SameAsync(first, second, status);
        return first;
    }

    private async Task<long> CountedAsync(int quantity)
    {
        var product = await _shop.NewProductAsync($"Counted {Guid.NewGuid():n}", 2.50m);
        await _shop.StockAsync(product, quantity);
        return product;
    }
}

public sealed class Order_keys_together_on_SQLite(AdminTogetherOnSqlite host) : OrderKeyTests(host), IClassFixture<AdminTogetherOnSqlite>;

public sealed class Order_keys_apart_on_SQLite(AdminApartOnSqlite host) : OrderKeyTests(host), IClassFixture<AdminApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Order_keys_together_on_PostgreSQL(AdminTogetherOnPostgreSql host) : OrderKeyTests(host), IClassFixture<AdminTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class Order_keys_apart_on_PostgreSQL(AdminApartOnPostgreSql host) : OrderKeyTests(host), IClassFixture<AdminApartOnPostgreSql>;
