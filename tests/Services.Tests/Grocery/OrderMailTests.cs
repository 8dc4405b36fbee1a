using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What customers are told of their orders: files in the data folder here, as at every desk.</summary>
[Trait("Requirement", "R87")]
[Trait("Requirement", "R60")]
public abstract class OrderMailTests(GroceryHost host)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_signs_in_is_told_of_an_order_and_of_its_end_once_each(bool byCart)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var shop = new ShopClient(host).As(email);
        var product = await new ShopClient(host).NewProductAsync("Tea <green> & mint", 3.50m);
        var order = byCart ? await OrderByCartAsync(shop, product) : (string)(await shop.OrderAsync((product, 2)))["id"]!;
        await DoneAsync();

        (await shop.StatusAsync(HttpMethod.Post, $"/api/v2/orders/{order}/cancel")).ShouldBe(HttpStatusCode.OK);
        (await shop.StatusAsync(HttpMethod.Post, $"/api/v2/orders/{order}/cancel")).ShouldBe(HttpStatusCode.OK);
        await DoneAsync();

        var mails = Mails(email);
        mails.Length.ShouldBe(2);
        mails.Single(mail => mail.Contains("Subject: Your order at GroFast\r\n")).ShouldContain("<p>2 &#215; Tea &lt;green&gt; &amp; mint: 7.00 EUR</p>");
        mails.Single(mail => mail.Contains("Subject: Your order at GroFast is cancelled\r\n")).ShouldContain("2 =C3=97 Tea <green> & mint: 7.00 EUR");
    }

    [Fact]
    public async Task Of_an_order_that_is_cancelled_before_anybody_could_be_told_of_it_only_its_end_is_told()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var shop = new ShopClient(host).As(email);
        var jobs = host.App.App.Services.GetRequiredService<ServiceJobs<GroceryDb>>();
        await jobs.PauseAsync(MailJobs.Queue, default);
        var order = (string)(await shop.OrderAsync((2, 1)))["id"]!;
        (await shop.StatusAsync(HttpMethod.Post, $"/api/v2/orders/{order}/cancel")).ShouldBe(HttpStatusCode.OK);

        await jobs.ResumeAsync(MailJobs.Queue, default);
        await DoneAsync();

        Mails(email).ShouldHaveSingleItem().ShouldContain("Subject: Your order at GroFast is cancelled\r\n");
    }

    [Fact]
    public async Task An_order_that_is_refused_and_one_of_a_guest_tell_nobody()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var before = Mails("").Length;
        (await new ShopClient(host).As(email).StatusAsync(HttpMethod.Post, "/api/v2/orders", new { items = new[] { new { product_id = 999_999, quantity = 1 } } })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await new ShopClient(host).OrderAsync((2, 1));
        await DoneAsync();

        Mails(email).ShouldBeEmpty();
        Mails("").Length.ShouldBe(before);
    }

    private static async Task<string> OrderByCartAsync(ShopClient shop, long product)
    {
        var cart = (string)(await ShopClient.JsonAsync(await shop.PostAsync("/api/v2/carts", null)))["id"]!;
        (await shop.StatusAsync(HttpMethod.Put, $"/api/v2/carts/{cart}/items/{product}", new { quantity = 2 })).ShouldBe(HttpStatusCode.OK);
        return (string)(await ShopClient.JsonAsync(await shop.PostAsync("/api/v2/orders", new { cart_id = cart })))["id"]!;
    }

    // All jobs are over: those that are done leave no trace.
    private async Task DoneAsync()
    {
        var jobs = host.App.App.Services.GetRequiredService<JobParts<GroceryDb>>().Store.Sql.Jobs;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await host.Session.ReadAsync(new($"select count(*) from {jobs} where kind = 'order-mail'"), row => row.GetInt64(0), patience.Token))[0] > 0)
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private string[] Mails(string to) =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(mail => mail.Contains($"To: {to}", StringComparison.Ordinal))] : [];

    private string Folder => Path.Combine(host.Database.Folder, "mail");
}

public sealed class Order_mail_together_on_SQLite(AdminTogetherOnSqlite host) : OrderMailTests(host), IClassFixture<AdminTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Order_mail_apart_on_PostgreSQL(AdminApartOnPostgreSql host) : OrderMailTests(host), IClassFixture<AdminApartOnPostgreSql>;
