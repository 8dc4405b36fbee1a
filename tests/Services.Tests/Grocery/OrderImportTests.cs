using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Past orders as shops export them: one line per product.</summary>
[Trait("Requirement", "R28")]
public abstract class OrderImportTests : IAsyncLifetime
{
    private const string Orders = """
        order,created_at,email,code,quantity,unit_price,status
        A-1,2026-03-01 10:15,Ann@example.com,2000000000015,2,2.40,delivered
        A-1,2026-03-01 10:15,Ann@example.com,2000000000022,1,,delivered
        A-2,2026-03-01T11:00:00+01:00,,2000000000015,3,,cancelled
        A-3,2026-03-02,bob@example.com,9999999999999,1,,
        A-4,yesterday,bob@example.com,2000000000015,1,,
        A-5,2026-03-02,bob@example.com,2000000000015,-1,,
        A-6,2026-03-02,bob@example.com,2000000000015,1,free,
        A-7,2026-03-02,bob@example.com,2000000000015,1,,lost
        A-8,2026-03-02,bob@example.com,,1,,
        A-1,2026-03-02,bob@example.com,2000000000015,1,,
        A-0,1969-12-31 23:59:59,ann@example.com,2000000000022,4,,
        A-9,2026-03-03,ann@example.com,2000000000022,4,,
        """;

    private ImporterShop _shop = null!;

    public async Task InitializeAsync()
    {
        _shop = await ImporterShop.OpenAsync(await CreateDatabaseAsync());
        await _shop.LoadAsync("code,name,price,stock\n2000000000015,Apples,2.49,50\n2000000000022,Pears,1.00,\n");
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Good_lines_become_orders_with_their_sums_and_bad_ones_are_reported_with_their_line()
    {
        var report = await _shop.LoadOrdersAsync(Orders);

        (report.Added, report.Unchanged, report.Rejected).ShouldBe((4, 0, 8));
        var orders = await _shop.ReadAsync(db => db.Orders.Include(order => order.Items).OrderBy(order => order.Id).ToListAsync());
        orders.Select(order => (order.ImportKey, order.Status, order.Total, order.Items.Count)).ShouldBe(
            [("order:A-1", "delivered", 580, 2), ("order:A-2", "cancelled", 747, 1), ("order:A-9", "delivered", 400, 1)]);
        orders[1].CreatedAt.ShouldBe(new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc));
        orders[0].UserId.ShouldBe(orders[2].UserId);
        orders[1].UserId.ShouldBeNull();
        (await _shop.ReadAsync(db => db.Stock.Select(stock => stock.Quantity).SingleAsync())).ShouldBe(50);
        (await File.ReadAllLinesAsync(report.RejectsFile!))[1..].Select(line => line.Split(',')[0]).Order()
            .ShouldBe(["10", "11", "12", "5", "6", "7", "8", "9"]);
        (await _shop.ReadAsync(db => db.Set<Seaworthy.Grocery.Products.ProductSummary>().OrderBy(row => row.Id).Select(row => row.OrderCount).ToListAsync())).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await _shop.LoadOrdersAsync(Orders);

        var again = await _shop.LoadOrdersAsync(Orders);

        (again.Added, again.Changed).ShouldBe((0, 0));
        (await _shop.ReadAsync(db => db.Orders.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task Columns_of_another_export_are_mapped()
    {
        var report = await _shop.LoadOrdersAsync(
            "InvoiceNo,InvoiceDate,Item,Quantity\n536365,2026-01-05 08:26:00,apples,6\n", map: "name=Item");

        report.Added.ShouldBe(1);
    }

    [Theory]
    [InlineData("order,quantity\n1,1\n", null, "No column holds the created_at. The file has order, quantity; say which with --map created_at=COLUMN.")]
    [InlineData("order,created_at,quantity\n", "colour=x", "'colour' is no field of an order")]
    [InlineData("", null, "is empty")]
    public async Task A_file_that_cannot_be_read_as_a_whole_says_what_to_change(string text, string? map, string message) =>
        (await Should.ThrowAsync<Seaworthy.Hosting.SeedException>(() => _shop.LoadOrdersAsync(text, map))).Message.ShouldContain(message);

    protected abstract Task<TestDatabase> CreateDatabaseAsync();
}

public sealed class Order_imports_on_SQLite : OrderImportTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Order_imports_on_PostgreSQL : OrderImportTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
