using System.Net;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Tables;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Tables: their codes and their bills.</summary>
[Trait("Requirement", "R15")]
public abstract class TableTests(CafeOnSqlite host)
{
    private readonly CafeClient _owner = new(host);
    private readonly CafeClient _other = new(host, CafeOnSqlite.OtherOwner);

    [Fact]
    public async Task A_code_leads_to_its_table_and_its_restaurants_menu()
    {
        var code = await _other.PostAsync($"/api/v1/tables/{await FirstTableAsync(_other)}/code", status: HttpStatusCode.OK);
        var token = (string)code["token"]!;

        ((string)code["url"]!).ShouldBe($"{host.Client.BaseAddress}cafe/t#{token}");
        ((string)code["qr_svg"]!).ShouldStartWith("<svg");
        var opened = await _owner.AtTable(token).GetAsync("/t");
        ((string)opened["restaurant"]!, (string)opened["table"]!).ShouldBe(("Station Espresso", "1"));
        (await _owner.AtTable(token).GetAsync("/api/v1/menu-items/"))["items"]!.AsArray().ShouldContain(item => (string)item!["name"]! == "Flat white");
    }

    [Fact]
    public async Task A_new_code_ends_the_one_before_and_the_database_has_neither()
    {
        var table = await NewTableAsync();
        var first = await _owner.CodeAsync(table);
        var second = await _owner.CodeAsync(table);

        (await _owner.AtTable(first).FailAsync(HttpMethod.Get, "/api/v1/bill", HttpStatusCode.Forbidden)).ShouldBe("The table's code is not valid any more. Scan it again.");
        await _owner.AtTable(first).FailAsync(HttpMethod.Get, "/t", HttpStatusCode.Forbidden);
        await _owner.AtTable(second).GetAsync("/api/v1/bill");
        var kept = await host.Session.ReadAsync((db, ct) => db.Tables.Where(t => t.Id == table).Select(t => t.TokenHash).SingleAsync(ct), default);
        kept.ShouldBe(TableTokens.HashOf(second));
        kept!.ShouldNotContain(second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("guessed")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_code_that_no_table_has_makes_nobody_a_guest_of_another_place(string token)
    {
        await _owner.AtTable(token).FailAsync(HttpMethod.Get, "/api/v1/menu-items/", HttpStatusCode.Forbidden);
        await _owner.AtTable(token).FailAsync(HttpMethod.Post, "/api/v1/orders/", HttpStatusCode.Forbidden, new { items = new[] { new { menu_item_id = 1, quantity = 1 } } });
    }

    [Fact]
    public async Task A_code_opens_nothing_of_another_restaurant()
    {
        var order = await _owner.OrderAsync(table: 1);
        var guest = _owner.AtTable((string)(await _other.PostAsync($"/api/v1/tables/{await FirstTableAsync(_other)}/code", status: HttpStatusCode.OK))["token"]!);

        await guest.FailAsync(HttpMethod.Get, $"/api/v1/orders/{order}", HttpStatusCode.NotFound);
        await guest.FailAsync(HttpMethod.Get, "/api/v1/menu-items/1", HttpStatusCode.NotFound);
        await guest.FailAsync(HttpMethod.Post, "/api/v1/orders/", HttpStatusCode.UnprocessableEntity, new { items = new[] { new { menu_item_id = 1, quantity = 1 } } });
        (await guest.GetAsync("/api/v1/bill"))["orders"]!.AsArray().ShouldNotContain(one => (string)one!["id"]! == order);
        await guest.FailAsync(HttpMethod.Get, "/api/v1/tables/1", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_bill_is_the_tables_and_is_paid_when_all_is_served()
    {
        var table = await NewTableAsync();
        var guest = _owner.AtTable(await _owner.CodeAsync(table));
        var (first, second) = (await guest.OrderAsync(item: 1, quantity: 2), await _owner.OrderAsync(item: 3, table: table));
        await _owner.OrderAsync(item: 1);

        var bill = await guest.GetAsync("/api/v1/bill");

        bill["orders"]!.AsArray().Select(order => (string)order!["id"]!).ShouldBe([first, second]);
        ((decimal)bill["total"]!).ShouldBe(10.20m);
        (await _owner.GetAsync($"/api/v1/tables/{table}/bill")).ToJsonString().ShouldBe(bill.ToJsonString());
        await _owner.MoveAsync(first, "preparing", "ready", "served");
        (await _owner.FailAsync(HttpMethod.Post, $"/api/v1/tables/{table}/bill/pay", HttpStatusCode.Conflict, new { total = 10.2 })).ShouldContain("is placed");

        await _owner.MoveAsync(second, "preparing", "ready", "served");
        await _owner.FailAsync(HttpMethod.Post, $"/api/v1/tables/{table}/bill/pay", HttpStatusCode.Conflict, new { total = 7.8 });
        await _owner.PostAsync($"/api/v1/tables/{table}/bill/pay", new { total = 10.2 }, HttpStatusCode.OK);

        (await guest.GetAsync("/api/v1/bill"))["orders"]!.AsArray().ShouldBeEmpty();
        ((string)(await _owner.GetAsync($"/api/v1/orders/{first}"))["status"]!).ShouldBe("paid");
    }

    [Fact]
    public async Task A_bill_of_201_served_orders_is_paid_with_the_total_it_shows_and_the_rest_with_the_next()
    {
        var table = await NewTableAsync();
        var (start, restaurant) = (TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1), await RestaurantOfAsync(table));
        await host.Session.WriteAsync(
            (db, _) =>
            {
                db.Orders.AddRange(Enumerable.Range(0, 201).Select(n => new Order
                {
                    PublicId = Guid.CreateVersion7(),
                    RestaurantId = restaurant,
                    TableId = table,
                    Status = OrderStatus.Served,
                    Total = 100 + n,
                    CreatedAt = start.AddSeconds(-n),
                    UpdatedAt = start,
                }));
                return Task.FromResult(0);
            },
            default);

        foreach (var (orders, total) in ((int, decimal)[])[(200, 401m), (1, 1m)])
        {
            var bill = await _owner.GetAsync($"/api/v1/tables/{table}/bill");
            (bill["orders"]!.AsArray().Count, (decimal)bill["total"]!).ShouldBe((orders, total));
            await _owner.PostAsync($"/api/v1/tables/{table}/bill/pay", new { total }, HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_cancelled_order_is_not_on_the_bill()
    {
        var table = await NewTableAsync();
        var order = await _owner.OrderAsync(table: table);

        await _owner.MoveAsync(order, "cancelled");

        ((decimal)(await _owner.GetAsync($"/api/v1/tables/{table}/bill"))["total"]!).ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/bill")]
    [InlineData("/t")]
    public async Task A_guest_without_a_table_has_no_bill_and_is_told_what_to_send(string path) =>
        (await _owner.As(null).FailAsync(HttpMethod.Get, path, HttpStatusCode.Unauthorized)).ShouldContain("X-Table-Token");

    [Fact]
    public async Task Two_tables_of_one_name_are_a_conflict_and_in_two_restaurants_are_not()
    {
        var name = $"Window {Guid.NewGuid():N}"[..20];
        await _owner.PostAsync("/api/v1/tables/", new { name });

        await _owner.FailAsync(HttpMethod.Post, "/api/v1/tables/", HttpStatusCode.Conflict, new { name });
        await _other.PostAsync("/api/v1/tables/", new { name });
    }

    private static async Task<long> FirstTableAsync(CafeClient client) => (long)(await client.GetAsync("/api/v1/tables/"))["items"]![0]!["id"]!;

    private Task<long> RestaurantOfAsync(long table) => host.Session.ReadAsync((db, ct) => db.Tables.Where(t => t.Id == table).Select(t => t.RestaurantId).SingleAsync(ct), default);

    private async Task<long> NewTableAsync() => (long)(await _owner.PostAsync("/api/v1/tables/", new { name = $"T {Guid.NewGuid():N}", seats = 4 }))["id"]!;
}

public sealed class Tables_on_SQLite(CafeOnSqlite host) : TableTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Tables_on_PostgreSQL(CafeOnPostgreSql host) : TableTests(host), IClassFixture<CafeOnPostgreSql>;
