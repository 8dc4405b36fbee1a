using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Orders: whose they are, what they cost, and how they go their way.</summary>
[Trait("Requirement", "R3")]
[Trait("Requirement", "R15")]
public abstract class OrderTests(CafeOnSqlite host)
{
    private readonly CafeClient _owner = new(host);
    private readonly CafeClient _barista = new(host, CafeOnSqlite.Barista);
    private readonly CafeClient _other = new(host, CafeOnSqlite.OtherOwner);
    private readonly CafeClient _guest = new(host, email: null);

    [Fact]
    public async Task The_server_says_what_it_costs_whatever_the_guest_sends()
    {
        var modifiers = (await _guest.GetAsync("/api/v1/menu-items/1"))["modifiers"]!.AsArray();
        var (oat, large) = ((long)modifiers[0]!["id"]!, (long)modifiers[2]!["id"]!);

        var order = await _guest.PostAsync("/api/v1/orders/", new
        {
            items = new object[] { new { menu_item_id = 1, quantity = 2, modifiers = new[] { large, oat } }, new { menu_item_id = 3, quantity = 1 } },
            customer_name = " José O'Brien ",
            notes = "<b>hot</b>, a < b",
        });

        // Two lattes of 3.90 with 0.50 and 0.70, and an espresso of 2.40.
        ((decimal)order["total"]!, (string)order["currency"]!, (string)order["status"]!).ShouldBe((12.60m, "EUR", "placed"));
        order["items"]!.AsArray().Select(line => ((string)line!["name"]!, (string)line["modifiers"]!, (decimal)line["price"]!, (decimal)line["sum"]!))
            .ShouldBe([("Latte", "Oat milk, Large", 5.10m, 10.20m), ("Espresso", "", 2.40m, 2.40m)]);
        ((string)order["customer_name"]!, (string)order["notes"]!).ShouldBe(("José O'Brien", "hot, a < b"));
        (await _guest.GetAsync($"/api/v1/orders/{order["id"]}")).ToJsonString().ShouldBe(order.ToJsonString());
    }

    [Theory]
    [InlineData("""{"items":[]}""", "#/items")]
    [InlineData("""{"items":[{"menu_item_id":1,"quantity":0}]}""", "#/items/0/quantity")]
    [InlineData("""{"items":[{"menu_item_id":1,"quantity":100}]}""", "#/items/0/quantity")]
    [InlineData("""{"items":[{"menu_item_id":999999,"quantity":1}]}""", "#/items/0/menu_item_id")]
    [InlineData("""{"items":[{"menu_item_id":1,"quantity":1,"modifiers":[999999]}]}""", "#/items/0/modifiers/0")]
    [InlineData("""{"items":[{"menu_item_id":1,"quantity":1}],"customer_name":"Ada <3"}""", "#/customer_name")]
    [InlineData("""{"items":[{"menu_item_id":1,"quantity":1}],"table_id":1}""", "#/table_id")]
    public async Task What_cannot_be_ordered_is_refused_with_its_place(string body, string pointer)
    {
        var (status, answer) = await _guest.AskAsync(HttpMethod.Post, "/api/v1/orders/", JsonNode.Parse(body));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)answer["errors"]![0]!["pointer"]!).ShouldBe(pointer);
        answer["detail"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("price")]
    [InlineData("total")]
    [InlineData("restaurant_id")]
    [InlineData("status")]
    public async Task What_a_guest_must_not_say_is_not_listened_to(string member)
    {
        var line = new JsonObject { ["menu_item_id"] = 1, ["quantity"] = 1, ["price"] = 0.01 };
        var body = new JsonObject { ["items"] = new JsonArray(line), [member] = member == "status" ? "paid" : 2 };

        var (status, order) = await _guest.AskAsync(HttpMethod.Post, "/api/v1/orders/", body);

        if (status == HttpStatusCode.Created)
        {
            ((decimal)order["total"]!, (string)order["status"]!).ShouldBe((3.90m, "placed"));
            await _other.FailAsync(HttpMethod.Get, $"/api/v1/orders/{order["id"]}", HttpStatusCode.NotFound);
        }
        else
        {
            status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task Nobody_orders_from_another_restaurants_menu_or_for_its_table()
    {
        var theirs = (long)(await _other.GetAsync("/api/v1/menu-items/"))["items"]![0]!["id"]!;
        var table = (long)(await _other.GetAsync("/api/v1/tables/"))["items"]![0]!["id"]!;

        await _guest.FailAsync(HttpMethod.Post, "/api/v1/orders/", HttpStatusCode.UnprocessableEntity, Body(theirs));
        await _owner.FailAsync(HttpMethod.Post, "/api/v1/orders/", HttpStatusCode.UnprocessableEntity, new { items = new[] { new { menu_item_id = 1, quantity = 1 } }, table_id = table });
        await _other.PostAsync("/api/v1/orders/", Body(theirs));
    }

    [Fact]
    public async Task What_has_run_out_is_a_conflict()
    {
        var item = (long)(await _owner.PostAsync("/api/v1/menu-items/", new { name = "Last slice", category_id = 1, price = 2, is_available = false }))["id"]!;

        (await _guest.FailAsync(HttpMethod.Post, "/api/v1/orders/", HttpStatusCode.Conflict, Body(item))).ShouldContain("cannot be had now");
    }

    [Fact]
    public async Task An_order_goes_from_placed_to_paid_and_not_back()
    {
        var order = await _guest.OrderAsync();

        await _barista.FailAsync(HttpMethod.Put, $"/api/v1/orders/{order}/status", HttpStatusCode.Conflict, new { status = "served" });
        await _barista.MoveAsync(order, "preparing", "ready", "ready", "served", "paid");
        (await _barista.FailAsync(HttpMethod.Put, $"/api/v1/orders/{order}/status", HttpStatusCode.Conflict, new { status = "preparing" }))
            .ShouldBe("The order is paid and cannot become preparing: that follows placed.");
        await _barista.FailAsync(HttpMethod.Put, $"/api/v1/orders/{order}/status", HttpStatusCode.UnprocessableEntity, new { status = "placed" });
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public async Task Each_step_of_an_order_is_counted_by_its_status()
    {
        await _barista.MoveAsync(await _guest.OrderAsync(), "preparing", "ready", "served", "paid");

        var metrics = await host.Client.GetStringAsync("/metrics");
        foreach (var status in (string[])["placed", "preparing", "ready", "served", "paid"])
        {
            metrics.ShouldContain($"cafe_orders_total{{status=\"{status}\"}}");
        }
    }

    [Fact]
    public async Task A_barista_cancels_what_nobody_has_begun_and_a_manager_what_is_in_the_making()
    {
        var (begun, fresh) = (await _guest.OrderAsync(), await _guest.OrderAsync());
        await _barista.MoveAsync(begun, "preparing");

        await _barista.MoveAsync(fresh, "cancelled");
        (await _barista.FailAsync(HttpMethod.Put, $"/api/v1/orders/{begun}/status", HttpStatusCode.Forbidden, new { status = "cancelled" })).ShouldContain("only an owner or a manager");
        await _owner.As(CafeOnSqlite.Manager).MoveAsync(begun, "cancelled");
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task The_list_is_the_own_restaurants_newest_first_and_filtered_by_status()
    {
        var order = await _guest.OrderAsync();
        await _barista.MoveAsync(order, "preparing");

        var list = await _owner.GetAsync("/api/v1/orders/?status=preparing&limit=1");

        ((string)list["items"]![0]!["id"]!).ShouldBe(order);
        (await _other.GetAsync("/api/v1/orders/?limit=50"))["items"]!.AsArray().ShouldNotContain(one => (string)one!["id"]! == order);
        (await _owner.FailAsync(HttpMethod.Get, "/api/v1/orders/?limit=51", HttpStatusCode.BadRequest)).ShouldContain("50");
    }

    [Fact]
    [Trait("Requirement", "R17")]
    public async Task The_same_key_orders_once()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await _guest.SendAsync(HttpMethod.Post, "/api/v1/orders/", Body(1), key: key);
        using var again = await _guest.SendAsync(HttpMethod.Post, "/api/v1/orders/", Body(1), key: key);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_many_who_move_one_order_at_once_one_does()
    {
        var order = await _guest.OrderAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => n % 2 == 0
            ? _barista.AskAsync(HttpMethod.Put, $"/api/v1/orders/{order}/status", new { status = "cancelled" })
            : _barista.AskAsync(HttpMethod.Put, $"/api/v1/orders/{order}/status", new { status = "preparing" })));

        var end = (string)(await _guest.GetAsync($"/api/v1/orders/{order}"))["status"]!;
        answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => (string)answer.Body["status"]!).Distinct().ShouldBe([end]);
    }

    private static object Body(long item) => new { items = new[] { new { menu_item_id = item, quantity = 1 } } };
}

public sealed class Orders_on_SQLite(CafeOnSqlite host) : OrderTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Orders_on_PostgreSQL(CafeOnPostgreSql host) : OrderTests(host), IClassFixture<CafeOnPostgreSql>;
