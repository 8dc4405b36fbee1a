using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Users;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Ordering over HTTP: from lines and from a cart, with what can go wrong, and what becomes of an order.</summary>
public abstract class OrderTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Theory]
    [InlineData("/api/v1/orders/")]
    [InlineData("/api/orders/")]
    [InlineData("/api/v2/orders")]
    [Trait("Requirement", "R43")]
    public async Task An_order_of_lines_is_201_at_its_address_and_the_first_version_needs_no_header(string path)
    {
        using var placed = await _shop.PostAsync(path, new { items = new[] { new { product_id = 2, quantity = 3 }, new { product_id = 3, quantity = 1 } } });

        placed.StatusCode.ShouldBe(HttpStatusCode.Created, await placed.Content.ReadAsStringAsync());
        var order = await ShopClient.JsonAsync(placed);
        ((string)order["status"]!).ShouldBe("placed");
        order["items"]!.AsArray().Select(item => ((long)item!["product_id"]!, (int)item["quantity"]!)).ShouldBe([(2, 3), (3, 1)]);
        order["items"]!.AsArray().Sum(item => (decimal)item!["price"]! * (int)item["quantity"]!).ShouldBe((decimal)order["total"]!);
        (await host.Client.GetStringAsync(placed.Headers.Location)).ShouldBe(order.ToJsonString());
    }

    [Fact]
    public async Task An_order_keeps_names_and_prices_of_its_moment()
    {
        var product = await _shop.NewProductAsync("Cider, 1 l", 3.50m);
        var order = await _shop.OrderAsync((product, 2));

        await _shop.ChangeProductAsync(product, "Cider, dry, 1 l", 9.99m);

        var read = await _shop.GetAsync($"/api/v2/orders/{order["id"]}");
        ((string)read["items"]![0]!["name"]!, (decimal)read["items"]![0]!["price"]!, (decimal)read["total"]!).ShouldBe(("Cider, 1 l", 3.50m, 7.00m));
    }

    [Theory]
    [InlineData("""{"items":[{"product_id":999999,"quantity":1}]}""", "#/items/0/product_id")]
    [InlineData("""{"items":[{"product_id":1,"quantity":1}]}""", "#/items/0/product_id")]
    [InlineData("""{"items":[{"product_id":2,"quantity":0}]}""", "#/items/0/quantity")]
    [InlineData("""{"items":[{"product_id":2,"quantity":1000}]}""", "#/items/0/quantity")]
    [InlineData("""{"items":[{"product_id":2}]}""", "#/items/0/quantity")]
    [InlineData("""{"items":[{"product_id":2,"quantity":1},{"product_id":2,"quantity":2}]}""", "#/items")]
    [InlineData("""{"items":[]}""", "#/items")]
    [InlineData("""{}""", "#/items")]
    [InlineData("""{"cart_id":"nonsense"}""", "#/cart_id")]
    [Trait("Requirement", "R3")]
    public async Task An_order_that_cannot_be_is_422_at_the_member_that_says_so(string body, string pointer)
    {
        using var refused = await _shop.PostAsync("/api/v2/orders", JsonNode.Parse(body)!);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await refused.Content.ReadAsStringAsync());
        (await ShopClient.JsonAsync(refused))["errors"]!.AsArray().Select(error => (string)error!["pointer"]!).ShouldContain(pointer);
    }

    [Fact]
    public async Task Whoever_has_seen_another_price_or_sum_is_told_the_one_of_now_and_nothing_is_ordered()
    {
        var product = await _shop.NewProductAsync("Saffron, 1 g", 4.20m);
        await _shop.StockAsync(product, 5);

        using var price = await _shop.PostAsync("/api/v2/orders", new { items = new[] { new { product_id = product, quantity = 1, price = 4.00m } } });
        using var total = await _shop.PostAsync("/api/v2/orders", new { items = new[] { new { product_id = product, quantity = 2 } }, total = 8.00m });
        using var right = await _shop.PostAsync("/api/v2/orders", new { items = new[] { new { product_id = product, quantity = 2, price = 4.20m } }, total = 8.40m });

        (await ShopClient.ProblemAsync(price, HttpStatusCode.Conflict)).ShouldBe(("/problems/price-changed", "#/items/0/price"));
        (await ShopClient.ProblemAsync(total, HttpStatusCode.Conflict)).ShouldBe(("/problems/price-changed", "#/total"));
        right.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await _shop.LeftAsync(product)).ShouldBe(3);
    }

    [Fact]
    public async Task What_is_not_there_is_not_sold_and_the_rest_of_the_order_stays_on_the_shelf()
    {
        var (scarce, plenty) = (await _shop.NewProductAsync("Truffle", 30m), await _shop.NewProductAsync("Potatoes", 2m));
        await _shop.StockAsync(scarce, 1);
        await _shop.StockAsync(plenty, 10);

        using var refused = await _shop.PostAsync("/api/v2/orders", new { items = new[] { new { product_id = plenty, quantity = 4 }, new { product_id = scarce, quantity = 2 } } });

        (await ShopClient.ProblemAsync(refused, HttpStatusCode.Conflict)).ShouldBe(("/problems/out-of-stock", "#/items/1/quantity"));
        (await _shop.LeftAsync(scarce), await _shop.LeftAsync(plenty)).ShouldBe((1, 10));
    }

    [Fact]
    public async Task A_cancelled_order_goes_back_on_the_shelf_once_however_often_it_is_cancelled()
    {
        var product = await _shop.NewProductAsync("Plums, 500 g", 3m);
        await _shop.StockAsync(product, 7);
        var order = await _shop.OrderAsync((product, 5));
        (await _shop.LeftAsync(product)).ShouldBe(2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _shop.PostAsync($"/api/v2/orders/{order["id"]}/cancel", null)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await _shop.LeftAsync(product)).ShouldBe(7);
        ((string)(await _shop.GetAsync($"/api/v2/orders/{order["id"]}"))["status"]!).ShouldBe("cancelled");
    }

    [Fact]
    public async Task An_order_goes_its_way_step_by_step_and_no_other()
    {
        var order = await _shop.OrderAsync((2, 1));

        (await _shop.MoveAsync(order, "on_the_way")).ShouldBe(HttpStatusCode.Conflict);
        (await _shop.MoveAsync(order, "picking")).ShouldBe(HttpStatusCode.OK);
        (await _shop.MoveAsync(order, "on_the_way")).ShouldBe(HttpStatusCode.OK);
        (await _shop.MoveAsync(order, "cancelled")).ShouldBe(HttpStatusCode.Conflict);
        (await _shop.MoveAsync(order, "delivered")).ShouldBe(HttpStatusCode.OK);
        (await _shop.MoveAsync(order, "delivered")).ShouldBe(HttpStatusCode.OK);
        (await _shop.MoveAsync(order, "placed")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var late = await _shop.PostAsync($"/api/v2/orders/{order["id"]}/cancel", null);
        (await ShopClient.ProblemAsync(late, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/conflict");
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task A_customer_reads_the_own_orders_page_after_page_and_nobody_elses()
    {
        var (me, other) = ($"me-{Guid.NewGuid():n}@example.com", $"other-{Guid.NewGuid():n}@example.com");
        var mine = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            mine.Add((string)(await _shop.As(me).OrderAsync((2, n + 1)))["id"]!);
        }

        var others = await _shop.As(other).OrderAsync((3, 1));

        var first = await _shop.As(me).GetAsync("/api/v2/orders?limit=3&fields=id");
        var second = await _shop.As(me).GetAsync($"/api/v2/orders?limit=3&fields=id&cursor={first["next_cursor"]}");
        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(row => (string)row!["id"]!).ShouldBe(Enumerable.Reverse(mine));
        using var stolen = await _shop.As(other).SendAsync(HttpMethod.Get, $"/api/v2/orders?limit=3&fields=id&cursor={first["next_cursor"]}");
        (await ShopClient.ProblemAsync(stolen, HttpStatusCode.BadRequest)).Type.ShouldBe("/problems/invalid-cursor");
        var page = await _shop.As(me).GetAsync("/api/v1/orders/?page=2&size=2");
        ((int)page["total"]!, (int)page["pages"]!, page["items"]!.AsArray().Count).ShouldBe((5, 3, 2));
        (await _shop.As(me).StatusAsync(HttpMethod.Get, $"/api/v2/orders/{others["id"]}")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.StatusAsync(HttpMethod.Get, $"/api/v2/orders/{mine[0]}")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.As(other).StatusAsync(HttpMethod.Post, $"/api/v2/orders/{mine[0]}/cancel")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.StatusAsync(HttpMethod.Get, "/api/v2/orders")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Trait("Requirement", "R55")]
    [Trait("Requirement", "R77")]
    public async Task The_part_of_ended_orders_that_was_delivered_is_a_metric()
    {
        var order = await _shop.OrderAsync((2, 1));
        foreach (var status in (string[])["picking", "on_the_way", "delivered"])
        {
            await _shop.MoveAsync(order, status);
        }

        var completion = ActivatorUtilities.CreateInstance<OrderCompletion>(host.App.App.Services);
        completion.Measure().ShouldBeEmpty();
        await completion.Counting;

        completion.Measure().ShouldHaveSingleItem().Value.ShouldBeInRange(0.01, 1);
        (await host.Client.GetStringAsync("/metrics")).ShouldContain("grocery_orders_total{status=\"delivered\"}");
    }

    [Fact]
    public async Task An_open_order_of_an_import_that_is_cancelled_puts_nothing_on_the_shelf()
    {
        var (product, order) = (await _shop.NewProductAsync($"Imported {Guid.NewGuid():N}", 2.00m), Guid.CreateVersion7());
        await _shop.StockAsync(product, 5);
        var lastWeek = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-7);
        await host.Session.WriteAsync(
            (db, _) => Task.FromResult(db.Orders.Add(new Order
            {
                PublicId = order,
                ImportKey = $"order:{order}",
                CreatedAt = lastWeek,
                UpdatedAt = lastWeek,
                Items = { new() { ProductId = product, Name = "Imported", Price = 200, Quantity = 3 } },
            }).Entity),
            default);

        (await _shop.StatusAsync(HttpMethod.Put, $"/admin/orders/{order}/status", new { status = "cancelled" })).ShouldBe(HttpStatusCode.OK);

        (await _shop.LeftAsync(product)).ShouldBe(5);
    }

    [Fact]
    public async Task Who_is_known_from_an_import_and_signs_in_finds_the_orders_of_then_beside_the_new_one()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var (then, lastYear) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(-1));
        await host.Session.WriteAsync(
            async (db, ct) =>
            {
                var known = new User { Email = email, Uid = User.ImportedUid + email };
                db.Users.Add(known);
                await db.SaveChangesAsync(ct);
                db.Orders.Add(new Order { PublicId = then, UserId = known.Id, CreatedAt = lastYear, UpdatedAt = lastYear });
                return 0;
            },
            default);

        var now = await _shop.As(email).OrderAsync((2, 1));

        (await _shop.As(email).GetAsync("/api/v2/orders?fields=id"))["items"]!.AsArray().Select(order => (Guid)order!["id"]!)
            .ShouldBe([(Guid)now["id"]!, then]);
        (await _shop.GetAsync($"/admin/users?email={email}"))["items"]!.AsArray().Select(user => (string)user!["uid"]!)
            .ShouldBe([$"development:{email}"]);
    }
}

public sealed class Orders_together_on_SQLite(AdminTogetherOnSqlite host) : OrderTests(host), IClassFixture<AdminTogetherOnSqlite>;

public sealed class Orders_apart_on_SQLite(AdminApartOnSqlite host) : OrderTests(host), IClassFixture<AdminApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Orders_together_on_PostgreSQL(AdminTogetherOnPostgreSql host) : OrderTests(host), IClassFixture<AdminTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class Orders_apart_on_PostgreSQL(AdminApartOnPostgreSql host) : OrderTests(host), IClassFixture<AdminApartOnPostgreSql>;
