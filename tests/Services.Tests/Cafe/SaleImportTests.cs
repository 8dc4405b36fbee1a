using System.Text;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Sales and menus out of files, clean and dirty, and more than once.</summary>
[Trait("Requirement", "R28")]
public abstract class SaleImportTests(CafeOnSqlite host)
{
    private const string Clean = """
        transaction_id,transaction_date,transaction_time,transaction_qty,store_id,store_location,product_id,unit_price,product_category,product_type,product_detail
        219,2023-01-01,13:02:40,1,8,Hell's Kitchen,78,4.5,Bakery,Scone,Scottish Cream Scone 
        484,2023-01-01,18:19:45,1,5,Lower Manhattan,76,3.5,Bakery,Biscotti,Chocolate Chip Biscotti
        814,2023-01-02,13:57:59,2,8,Hell's Kitchen,38,3.75,Coffee,Barista Espresso,Latte
        815,2023-01-02,14:57:59,3,8,Hell's Kitchen,38,3,Coffee,Barista Espresso,latte
        """;

    private const string Dirty = """
        Transaction ID,Item,Quantity,Price Per Unit,Total Spent,Payment Method,Location,Transaction Date
        TXN_1,Juice,4,3.0,12.0,Cash,Takeaway,2023-01-15
        TXN_2,UNKNOWN,5,1.0,5.0,Cash,,2023-01-15
        TXN_3,Sandwich,1,4.0,4.0,Credit Card,UNKNOWN,ERROR
        TXN_4,Cake,ERROR,3.0,9.0,,,2023-06-10
        TXN_5,Cookie,4,,4.0,Cash,In-store,2023-10-03
        TXN_6,Salad,2,5.0,UNKNOWN,,,2023-09-30
        TXN_7,Smoothie,2,4.0,9.0,,,2023-09-30
        TXN_8,Tea,ERROR,UNKNOWN,3.0,,,2023-09-30
        TXN_1,Juice,4,3.0,12.0,Cash,Takeaway,2023-01-15
        ,Juice,1,3.0,3.0,Cash,Takeaway,2023-01-15
        TXN_0,Latte,1,4.0,4.0,Cash,Takeaway,1969-12-31
        TXN_9,Latte,1,4.0,4.0,Cash,Takeaway,2023-01-16
        """;

    [Fact]
    public async Task What_is_for_the_grocerys_catalogue_is_refused_by_name() =>
        (await Should.ThrowAsync<SeedFileException>(() => host.SeedAsync(new SeedRequest("menu.csv", RequirePrice: true)))).Message.ShouldContain("--require-price");

    [Fact]
    public async Task Clean_sales_go_to_the_restaurants_they_name_and_a_second_time_changes_nothing()
    {
        var first = await LoadAsync(Clean);
        var second = await LoadAsync(Clean);

        (first.Added, first.Rejected).ShouldBe((4, 0));
        (second.Added, second.Unchanged, second.Rejected).ShouldBe((0, 4, 0));
        var sales = await host.Session.ReadAsync(
            async (db, ct) => await (from o in db.Orders.Include(o => o.Items) join r in db.Restaurants on o.RestaurantId equals r.Id
                                     where r.Name == "Hell's Kitchen" orderby o.CreatedAt select o).ToListAsync(ct), default);
        sales.Select(sale => (sale.Status, sale.Total, sale.Items.Single().Name)).ShouldBe([("paid", 450L, "Scottish Cream Scone"), ("paid", 750L, "Latte"), ("paid", 900L, "Latte")]);
        sales[0].CreatedAt.ShouldBe(new DateTime(2023, 1, 1, 13, 2, 40, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Dirty_sales_are_mended_where_two_amounts_say_the_third_and_the_report_says_what_became_of_the_rest()
    {
        var report = Path.Combine(host.Database.Folder, "report.csv");
        var loaded = await LoadAsync(Dirty, report);

        (loaded.Added, loaded.Rejected, loaded.RejectsFile).ShouldBe((6, 6, report));
        var orders = await host.Session.ReadAsync(
            (db, ct) => db.Orders.Where(o => o.ImportKey!.StartsWith("sale:TXN_") && o.RestaurantId == 1).OrderBy(o => o.ImportKey).Select(o => o.ImportKey + " " + o.Total).ToListAsync(ct), default);
        orders.ShouldBe(["sale:TXN_1 1200", "sale:TXN_4 900", "sale:TXN_5 400", "sale:TXN_6 1000", "sale:TXN_7 800", "sale:TXN_9 400"]);
        var lines = await File.ReadAllLinesAsync(report);
        lines.ShouldContain(line => line.StartsWith("3,rejected,", StringComparison.Ordinal) && line.Contains("'UNKNOWN'", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("4,rejected,", StringComparison.Ordinal) && line.Contains("the date 'ERROR'", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("8,loaded,", StringComparison.Ordinal) && line.Contains("is not 2 times", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("12,rejected,", StringComparison.Ordinal) && line.Contains("the date '1969-12-31' is before 1970", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("10,rejected,", StringComparison.Ordinal) && line.Contains("repeats line 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_sold_under_a_known_name_is_the_menus_own_item_and_keeps_its_price()
    {
        await LoadAsync(Dirty.Replace("TXN_", "AGAIN_", StringComparison.Ordinal));

        var latte = await host.Session.ReadAsync((db, ct) => db.MenuItems.Where(i => i.RestaurantId == 1 && i.NameKey == "latte").ToListAsync(ct), default);
        (latte.Count, latte[0].Price).ShouldBe((1, 390L));
    }

    [Fact]
    public async Task Sales_are_no_events_of_the_kitchen()
    {
        var before = await host.Session.ReadAsync((db, ct) => db.OrderEvents.CountAsync(ct), default);

        await LoadAsync(Dirty.Replace("TXN_", "QUIET_", StringComparison.Ordinal));

        (await host.Session.ReadAsync((db, ct) => db.OrderEvents.CountAsync(ct), default)).ShouldBe(before);
    }

    [Fact]
    public async Task A_menu_is_loaded_where_guests_order_and_is_seen_at_once()
    {
        var guest = new CafeClient(host, email: null);
        await guest.GetAsync("/api/v1/categories/?limit=50");
        const string Menu = "product_id,product_category,product_type,product_detail,base_price\n1,Coffee beans,Organic Beans,Brazilian - Organic,18\n2,Coffee beans,House blend Beans,Our Old Time Diner Blend,18\n3,Coffee beans,,Free,0\n";

        var loaded = await LoadAsync(Menu);

        (loaded.Added, loaded.Rejected).ShouldBe((2, 1));
        (await guest.GetAsync("/api/v1/categories/?limit=50"))["items"]!.AsArray().ShouldContain(category => (string)category!["name"]! == "Coffee beans");
        (await LoadAsync(Menu)).Added.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("transaction_id,what\n1,2\n")]
    public async Task A_file_that_is_neither_is_refused_as_a_whole(string text) =>
        await Should.ThrowAsync<SeedFileException>(() => LoadAsync(text));

    private async Task<SeedReport> LoadAsync(string text, string? report = null)
    {
        var file = Path.Combine(host.Database.Folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text, Encoding.UTF8);
        return await host.SeedAsync(new SeedRequest(file, RejectsFile: report));
    }
}

public sealed class SaleImport_on_SQLite(CafeOnSqlite host) : SaleImportTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class SaleImport_on_PostgreSQL(CafeOnPostgreSql host) : SaleImportTests(host), IClassFixture<CafeOnPostgreSql>;
