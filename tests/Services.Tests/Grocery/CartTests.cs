using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Carts of guests and of customers.</summary>
public abstract class CartTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Fact]
    public async Task A_cart_shows_what_it_holds_at_the_prices_of_now_and_becomes_an_order()
    {
        var product = await _shop.NewProductAsync("Elderflower syrup", 4m);
        var cart = await BeginAsync(_shop);
        await PutAsync(cart, product, 3);
        await PutAsync(cart, 2, 1);
        await PutAsync(cart, 2, 2);
        await _shop.ChangeProductAsync(product, "Elderflower syrup", 5m);

        var shown = await _shop.GetAsync($"/api/v2/carts/{cart}");
        using var placed = await _shop.PostAsync("/api/v2/orders", new { cart_id = cart, total = (decimal)shown["total"]! });

        shown["items"]!.AsArray().Select(item => ((long)item!["product_id"]!, (int)item["quantity"]!)).ShouldBe([(2, 2), (product, 3)], ignoreOrder: true);
        ((decimal)shown["items"]!.AsArray().Single(item => (long)item!["product_id"]! == product)!["sum"]!).ShouldBe(15m);
        placed.StatusCode.ShouldBe(HttpStatusCode.Created, await placed.Content.ReadAsStringAsync());
        var order = await ShopClient.JsonAsync(placed);
        ((decimal)order["total"]!).ShouldBe((decimal)shown["total"]!);
        ((string)(await _shop.GetAsync($"/api/v2/carts/{cart}"))["order_id"]!).ShouldBe((string)order["id"]!);
    }

    [Fact]
    public async Task A_cart_that_many_order_at_once_becomes_one_order_and_the_others_are_shown_it()
    {
        var product = await _shop.NewProductAsync("Quince jelly", 4m);
        await _shop.StockAsync(product, 50);
        var cart = await BeginAsync(_shop);
        await PutAsync(cart, product, 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _shop.PostAsync("/api/v2/orders", new { cart_id = cart })));

        var placed = answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).ShouldHaveSingleItem();
        foreach (var refused in answers.Where(answer => answer != placed))
        {
            (await ShopClient.ProblemAsync(refused, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/cart-ordered");
            refused.Headers.GetValues("Link").ShouldContain(link => link.Contains(placed.Headers.Location!.ToString(), StringComparison.Ordinal));
        }

        (await _shop.LeftAsync(product)).ShouldBe(48);
        (await _shop.StatusAsync(HttpMethod.Put, $"/api/v2/carts/{cart}/items/{product}", new { quantity = 1 })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_cart_that_cannot_be_ordered_stays_as_it_is()
    {
        var product = await _shop.NewProductAsync("Oysters, 12", 24m);
        await _shop.StockAsync(product, 1);
        var cart = await BeginAsync(_shop);
        await PutAsync(cart, product, 2);

        using var refused = await _shop.PostAsync("/api/v2/orders", new { cart_id = cart });
        await PutAsync(cart, product, 1);
        using var placed = await _shop.PostAsync("/api/v2/orders", new { cart_id = cart });

        (await ShopClient.ProblemAsync(refused, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/out-of-stock");
        placed.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_taken_out_is_gone_and_an_empty_cart_is_no_order()
    {
        var cart = await BeginAsync(_shop);
        await PutAsync(cart, 2, 1);

        (await _shop.StatusAsync(HttpMethod.Delete, $"/api/v2/carts/{cart}/items/2")).ShouldBe(HttpStatusCode.OK);
        (await _shop.StatusAsync(HttpMethod.Delete, $"/api/v2/carts/{cart}/items/2")).ShouldBe(HttpStatusCode.OK);
        using var refused = await _shop.PostAsync("/api/v2/orders", new { cart_id = cart });

        (await _shop.GetAsync($"/api/v2/carts/{cart}"))["items"]!.AsArray().ShouldBeEmpty();
        (await ShopClient.ProblemAsync(refused, HttpStatusCode.UnprocessableEntity)).Pointer.ShouldBe("#/cart_id");
    }

    [Fact]
    public async Task A_customers_cart_is_nobody_elses()
    {
        var mine = _shop.As($"cart-{Guid.NewGuid():n}@example.com");
        var cart = await BeginAsync(mine);

        (await mine.StatusAsync(HttpMethod.Get, $"/api/v2/carts/{cart}")).ShouldBe(HttpStatusCode.OK);
        (await _shop.StatusAsync(HttpMethod.Get, $"/api/v2/carts/{cart}")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.StatusAsync(HttpMethod.Put, $"/api/v2/carts/{cart}/items/2", new { quantity = 1 })).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.StatusAsync(HttpMethod.Post, "/api/v2/orders", new { cart_id = cart })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_cart_that_nobody_has_touched_for_a_month_makes_room_for_a_new_one()
    {
        var old = await BeginAsync(_shop);
        await host.Session.WriteAsync((db, ct) => db.Carts.Where(cart => cart.PublicId == Guid.Parse(old))
            .ExecuteUpdateAsync(set => set.SetProperty(cart => cart.UpdatedAt, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-31)), ct), CancellationToken.None);

        var next = await BeginAsync(_shop);

        (await _shop.StatusAsync(HttpMethod.Get, $"/api/v2/carts/{old}")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.StatusAsync(HttpMethod.Get, $"/api/v2/carts/{next}")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> BeginAsync(ShopClient shop)
    {
        using var begun = await shop.PostAsync("/api/v2/carts", null);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        return (string)(await ShopClient.JsonAsync(begun))["id"]!;
    }

    private async Task PutAsync(string cart, long product, int quantity) =>
        (await _shop.StatusAsync(HttpMethod.Put, $"/api/v2/carts/{cart}/items/{product}", new { quantity })).ShouldBe(HttpStatusCode.OK);
}

public sealed class Carts_together_on_SQLite(AdminTogetherOnSqlite host) : CartTests(host), IClassFixture<AdminTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Carts_apart_on_PostgreSQL(AdminApartOnPostgreSql host) : CartTests(host), IClassFixture<AdminApartOnPostgreSql>;
