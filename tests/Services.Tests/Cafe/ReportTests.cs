using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Cafe.Orders;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>A day of a restaurant, added up behind the answer.</summary>
[Trait("Requirement", "R60")]
[Trait("Requirement", "R61")]
public abstract class ReportTests(CafeOnSqlite host)
{
    private static readonly DateTime Day = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static int _days;
    private readonly CafeClient _owner = new(host);

    [Fact]
    public async Task It_says_what_was_sold_by_item_and_by_hour_and_leaves_out_what_was_cancelled()
    {
        var day = await SellAsync(
            (8, OrderStatus.Paid, [("Latte", 400, 2), ("=HYPERLINK(\"x\")", 150, 1)]), (8, OrderStatus.Placed, [("Latte", 400, 1)]), (17, OrderStatus.Served, [("Cake, \"large\"", 550, 1)]),
            (17, OrderStatus.Cancelled, [("Latte", 400, 9)]));

        var (task, id) = await ReportAsync(day);
        task["result"]!.ToJsonString().ShouldBe(JsonNode.Parse($$"""
            {"date":"{{day:yyyy-MM-dd}}","orders":3,"total":19.00,"currency":"EUR",
            "items":[{"name":"Latte","quantity":3,"total":12.00},{"name":"Cake, \"large\"","quantity":1,"total":5.50},{"name":"=HYPERLINK(\"x\")","quantity":1,"total":1.50}],
            "hours":[{"hour":8,"orders":2,"total":13.50},{"hour":17,"orders":1,"total":5.50}]}
            """)!.ToJsonString());
        using var csv = await _owner.SendAsync(HttpMethod.Get, $"/api/v1/reports/daily/{id}.csv");
        csv.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        (await csv.Content.ReadAsStringAsync()).Split("\r\n").ShouldBe(
        [
            "part,name,quantity,total,currency", "item,Latte,3,12.00,EUR", "item,\"Cake, \"\"large\"\"\",1,5.50,EUR", "item,\"'=HYPERLINK(\"\"x\"\")\",1,1.50,EUR",
            "hour,08:00,2,13.50,EUR", "hour,17:00,1,5.50,EUR", $"day,{day:yyyy-MM-dd},3,19.00,EUR", "",
        ]);
    }

    [Fact]
    public async Task A_day_without_an_order_is_a_report_of_nothing() => ((int)(await ReportAsync(Day.AddYears(-1))).Task["result"]!["orders"]!).ShouldBe(0);

    [Theory]
    [InlineData("")]
    [InlineData("?date=yesterday")]
    [InlineData("?date=2026-02-30")]
    public async Task A_day_that_is_none_is_told_how_one_looks(string query) =>
        (await _owner.FailAsync(HttpMethod.Post, $"/api/v1/reports/daily{query}", HttpStatusCode.BadRequest)).ShouldContain("must be a day such as 2");

    [Fact]
    public async Task It_has_an_address_to_ask_at()
    {
        using var answer = await _owner.SendAsync(HttpMethod.Post, "/api/v1/reports/daily?date=2025-01-01");
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["task_id"];

        answer.Headers.Location!.ToString().ShouldBe($"{host.Prefix}/api/v1/tasks/{id}");
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task It_is_the_restaurants_and_no_other_ones()
    {
        var (_, id) = await ReportAsync(Day.AddYears(-2));
        var other = _owner.As(CafeOnSqlite.OtherOwner);

        (await other.SendAsync(HttpMethod.Get, $"/api/v1/tasks/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.SendAsync(HttpMethod.Get, $"/api/v1/reports/daily/{id}.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _owner.As(CafeOnSqlite.Barista).SendAsync(HttpMethod.Get, $"/api/v1/tasks/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(JsonNode Task, string Id)> ReportAsync(DateTime day)
    {
        var id = (string)(await _owner.PostAsync($"/api/v1/reports/daily?date={day:yyyy-MM-dd}", status: HttpStatusCode.Accepted))["task_id"]!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        JsonNode task;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            task = await _owner.GetAsync($"/api/v1/tasks/{id}");
        }
        while ((string)task["status"]! == "processing");
        ((string)task["status"]!).ShouldBe("completed");
        return (task, id);
    }

    // A day of its own for each test.
    private async Task<DateTime> SellAsync(params (int Hour, string Status, (string Name, long Price, int Quantity)[] Items)[] orders)
    {
        var day = Day.AddDays(Interlocked.Increment(ref _days));
        await host.Session.WriteAsync(
            (db, _) =>
            {
                foreach (var (hour, status, items) in orders)
                {
                    var order = new Order
                    {
                        PublicId = Guid.NewGuid(), RestaurantId = 1, Status = status, Total = items.Sum(item => item.Price * item.Quantity), CreatedAt = day.AddHours(hour).AddMinutes(7), UpdatedAt = day,
                    };
                    order.Items.AddRange(items.Select(item => new OrderItem { RestaurantId = 1, MenuItemId = 1, Name = item.Name, Price = item.Price, Quantity = item.Quantity }));
                    db.Add(order);
                }

                return Task.FromResult(true);
            },
            default);
        return day;
    }
}

public sealed class Reports_on_SQLite(CafeOnSqlite host) : ReportTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Reports_on_PostgreSQL(CafeOnPostgreSql host) : ReportTests(host), IClassFixture<CafeOnPostgreSql>;
