using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Reports;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What the shop's staff read of the day before.</summary>
[Trait("Requirement", "R60")]
public abstract class DayReportTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Fact]
    public async Task It_says_what_was_sold_without_what_was_cancelled_is_made_once_and_is_mailed()
    {
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
        await AddAsync(yesterday, OrderStatus.Delivered, (2, 3, 250), (3, 1, 1000));
        await AddAsync(yesterday, OrderStatus.Placed, (2, 1, 250));
        await AddAsync(yesterday, OrderStatus.Cancelled, (4, 9, 900));
        await AddAsync(yesterday.AddDays(-1), OrderStatus.Placed, (4, 1, 900));
        var make = host.App.App.Services.GetRequiredService<MakeDayReport>();

        await make.HandleAsync(default);
        await AddAsync(yesterday, OrderStatus.Placed, (2, 1, 250));
        await make.HandleAsync(default);

        (await _shop.GetAsync($"/admin/reports/{yesterday:yyyy-MM-dd}")).ToJsonString().ShouldBe(JsonNode.Parse($$"""
            {"date":"{{yesterday:yyyy-MM-dd}}","orders":2,"revenue":20.00,"cancelled":1,"currency":"EUR",
            "products":[{"id":2,"name":"Thing 2","quantity":4,"total":10.00},{"id":3,"name":"Thing 3","quantity":1,"total":10.00}]}
            """)!.ToJsonString());
        (await MailAsync(yesterday)).ShouldContain($"Subject: GroFast on {yesterday:yyyy-MM-dd}: 20.00 EUR\r\n");
    }

    [Fact]
    public void The_calendar_asks_for_it_each_night_at_seven_past_three()
    {
        var schedules = host.App.App.Services.GetRequiredService<JobParts<GroceryDb>>().Registry.Schedules;

        schedules.Select(schedule => (schedule.Name, schedule.When.Text, schedule.Kind)).ShouldContain(("day-report", "7 3 * * *", MakeDayReport.Kind));
    }

    [Theory]
    [InlineData("yesterday", HttpStatusCode.BadRequest, "must be a day such as 2")]
    [InlineData("2026-02-30", HttpStatusCode.BadRequest, "must be a day such as 2")]
    [InlineData("2001-01-01", HttpStatusCode.NotFound, "There is no report of 2001-01-01")]
    public async Task A_day_without_one_is_told_so(string date, HttpStatusCode status, string told)
    {
        using var answer = await _shop.SendAsync(HttpMethod.Get, $"/admin/reports/{date}");

        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        (await answer.Content.ReadAsStringAsync()).ShouldContain(told);
    }

    private async Task AddAsync(DateOnly day, string status, params (long Product, int Quantity, long Price)[] lines) => await host.Session.WriteAsync(
        (db, _) =>
        {
            var at = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
            var order = new Order { PublicId = Guid.CreateVersion7(), Status = status, CreatedAt = at, UpdatedAt = at, Total = lines.Sum(line => line.Quantity * line.Price) };
            order.Items.AddRange(lines.Select(line => new OrderItem { ProductId = line.Product, Name = $"Thing {line.Product}", Quantity = line.Quantity, Price = line.Price }));
            db.Orders.Add(order);
            return Task.FromResult(true);
        },
        default);

    private async Task<string> MailAsync(DateOnly day)
    {
        var ledger = host.App.App.Services.GetRequiredService<MailLedger<GroceryDb>>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await ledger.FindAsync($"day-report:{day:yyyy-MM-dd}", patience.Token))?.State != MailState.Sent)
        {
            await Task.Delay(10, patience.Token);
        }

        return await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(host.Database.Folder, "mail")).ShouldHaveSingleItem());
    }
}

public sealed class ReportsOnSqlite : AdminTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Grocery:ReportsTo", "owner@example.com")];
}

public sealed class ReportsOnPostgreSql : AdminApartOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Grocery:ReportsTo", "owner@example.com")];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class DayReports_on_SQLite(ReportsOnSqlite host) : DayReportTests(host), IClassFixture<ReportsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class DayReports_on_PostgreSQL(ReportsOnPostgreSql host) : DayReportTests(host), IClassFixture<ReportsOnPostgreSql>;
