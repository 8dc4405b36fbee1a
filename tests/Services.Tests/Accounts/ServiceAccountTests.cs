using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Services.Tests.Accounts;

/// <summary>People of one service are nobody at another, and what is a customer's or a company's is found by his token alone.</summary>
[Trait("Requirement", "R10")]
public abstract class ServiceAccountTests(TogetherHost host)
{
    private const string Demo = "test@example.com";
    private const string CheckAuth = "/workforce/api/etter/auth/check_auth";
    private const string Dashboard = "/workforce/api/etter/get_chro_data";
    private const string Orders = "/grocery/api/v2/orders";

    [Fact]
    [Trait("Requirement", "R67")]
    public async Task The_demo_user_signs_in_at_both_and_check_auth_knows_him()
    {
        var token = await host.SignInAsync(TogetherHost.WorkforceAccounts, Demo);

        var (status, body) = await host.SendAsync(HttpMethod.Post, CheckAuth, token);
        (status, body!.ToJsonString()).ShouldBe((200, """{"status":"Success","data":{"email":"test@example.com","username":"testuser"}}"""));
        (await host.SendAsync(HttpMethod.Get, Dashboard, token)).Status.ShouldBe(200);
        (await host.SendAsync(HttpMethod.Get, Orders, await host.SignInAsync(TogetherHost.GroceryAccounts, Demo))).Status.ShouldBe(200);
        (await host.SendAsync(HttpMethod.Post, CheckAuth)).Status.ShouldBe(401);
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public async Task A_token_of_one_service_is_401_at_another()
    {
        var (shopper, employee) = (await host.SignInAsync(TogetherHost.GroceryAccounts, Demo), await host.SignInAsync(TogetherHost.WorkforceAccounts, Demo));

        (await host.SendAsync(HttpMethod.Post, CheckAuth, shopper)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, Dashboard, shopper)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, TogetherHost.WorkforceAccounts + "/profile", shopper)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, Orders, employee)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, "/grocery/api/v2/products", employee)).Status.ShouldBe(401);
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task Whoever_registers_with_an_employees_email_is_nobody_until_he_reads_its_mail()
    {
        var token = await host.RegisterAsync(TogetherHost.WorkforceAccounts, "chro@example.com");

        (await host.SendAsync(HttpMethod.Get, Dashboard, token)).Status.ShouldBe(403);
        (await host.SendAsync(HttpMethod.Post, CheckAuth, token)).Status.ShouldBe(403);
        (await host.SendAsync(HttpMethod.Get, "/workforce/api/etter/users", token)).Status.ShouldBe(403);
        (await host.SendAsync(HttpMethod.Get, TogetherHost.WorkforceAccounts + "/profile", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_shape_of_the_service()
    {
        var (status, body) = await host.SendAsync(HttpMethod.Post, TogetherHost.WorkforceAccounts + "/login", body: new { email = Demo, password = "wrong password" });

        (status, (string)body!["status"]!, (string)body["error_code"]!).ShouldBe((401, "failure", "AUTH_ERROR"));
        (await host.SendAsync(HttpMethod.Post, TogetherHost.GroceryAccounts + "/register", body: new { email = "x@example.com", password = "short" })).Status.ShouldBe(422);
        (await host.SendAsync(HttpMethod.Post, TogetherHost.WorkforceAccounts + "/register", body: new { email = "x@example.com", password = "short" })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_order_is_its_customers()
    {
        var (ada, bob) = (await host.RegisterAsync(TogetherHost.GroceryAccounts, $"{Guid.NewGuid():N}@example.com"), await host.RegisterAsync(TogetherHost.GroceryAccounts, $"{Guid.NewGuid():N}@example.com"));
        var (status, order) = await host.SendAsync(HttpMethod.Post, "/grocery/api/v1/orders/", ada, new { items = new[] { new { product_id = 1, quantity = 1 } } });
        status.ShouldBe(201, order?.ToJsonString());

        (await ListAsync(ada)).ShouldBe([(string)order!["id"]!]);
        (await ListAsync(bob)).ShouldBeEmpty();
        (await host.SendAsync(HttpMethod.Get, $"{Orders}/{order["id"]}", bob)).Status.ShouldBe(404);
        (await host.SendAsync(HttpMethod.Get, Orders)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Whoever_confirms_an_email_is_the_customer_that_an_import_knows_by_it()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var session = host.App.App.Services.GetRequiredService<Session<GroceryDb>>();
        await session.WriteAsync((db, _) => Task.FromResult(db.Add(new Seaworthy.Grocery.Users.User { Email = email, Uid = $"import:{email}" }).Entity), default);
        await host.RegisterAsync(TogetherHost.GroceryAccounts, email);
        await session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == email, ct)).IsConfirmed = true, default);
        var token = await host.SignInAsync(TogetherHost.GroceryAccounts, email);

        (await host.SendAsync(HttpMethod.Post, "/grocery/api/v1/orders/", token, new { items = new[] { new { product_id = 1, quantity = 1 } } })).Status.ShouldBe(201);

        var users = await session.ReadAsync((db, ct) => db.Users.Where(user => user.Email == email).ToListAsync(ct), default);
        var account = await session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleAsync(account => account.Email == email, ct), default);
        users.ShouldHaveSingleItem().Uid.ShouldBe($"{account.PublicId}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R87")]
    public async Task Whoever_confirms_after_his_first_cart_is_told_of_his_next_order_and_is_the_customer_of_an_import(bool isImported)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var (session, then) = (host.App.App.Services.GetRequiredService<Session<GroceryDb>>(), Guid.CreateVersion7());
        if (isImported)
        {
            await ImportAsync(session, email, then);
        }

        var unconfirmed = await host.RegisterAsync(TogetherHost.GroceryAccounts, email);
        (await host.SendAsync(HttpMethod.Post, "/grocery/api/v2/carts", unconfirmed)).Status.ShouldBe(201);
        await session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == email, ct)).IsConfirmed = true, default);
        var token = await host.SignInAsync(TogetherHost.GroceryAccounts, email);

        var (status, order) = await host.SendAsync(HttpMethod.Post, "/grocery/api/v1/orders/", token, new { items = new[] { new { product_id = 1, quantity = 1 } } });

        status.ShouldBe(201, order?.ToJsonString());
        var now = (string)order!["id"]!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await session.ReadAsync((db, ct) => db.Set<MailRow>().AnyAsync(mail => mail.Key.Contains(now) && mail.State == (int)MailState.Sent, ct), limit.Token))
        {
        }

        (await ListAsync(token)).ShouldBe(isImported ? [now, $"{then}"] : [now]);
        (await session.ReadAsync((db, ct) => db.Users.CountAsync(user => user.Email == email, ct), default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_sign_in_with_the_same_e_mail_can_order()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var session = host.App.App.Services.GetRequiredService<Session<GroceryDb>>();
        await session.WriteAsync((db, _) => Task.FromResult(db.Add(new Seaworthy.Grocery.Users.User { Email = email, Uid = $"firebase:{email}" }).Entity), default);
        await host.RegisterAsync(TogetherHost.GroceryAccounts, email);
        await session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == email, ct)).IsConfirmed = true, default);
        var token = await host.SignInAsync(TogetherHost.GroceryAccounts, email);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await host.SendAsync(HttpMethod.Post, "/grocery/api/v1/orders/", token, new { items = new[] { new { product_id = 1, quantity = 1 } } })).Status.ShouldBe(201);
        }

        (await ListAsync(token)).Count().ShouldBe(2);
        (await session.ReadAsync((db, ct) => db.Users.SingleAsync(user => user.Email == email, ct), default)).Uid.ShouldBe($"firebase:{email}");
    }

    [Fact]
    [Trait("Requirement", "R87")]
    public async Task A_mail_of_workforces_accounts_goes_by_a_job()
    {
        var session = host.App.App.Services.GetRequiredService<Session<WorkforceDb>>();
        var before = await session.ReadAsync((db, ct) => db.Set<MailRow>().Select(mail => mail.Key).ToListAsync(ct), default);
        await host.RegisterAsync(TogetherHost.WorkforceAccounts, $"{Guid.NewGuid():N}@example.com");

        // Only a job writes down under which key it has sent one.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await session.ReadAsync((db, ct) => db.Set<MailRow>().AnyAsync(mail => !before.Contains(mail.Key) && mail.State == (int)MailState.Sent, ct), limit.Token))
        {
        }
    }

    private static Task<int> ImportAsync(Session<GroceryDb> session, string email, Guid order) => session.WriteAsync(
        async (db, ct) =>
        {
            var known = new Seaworthy.Grocery.Users.User { Email = email, Uid = $"import:{email}" };
            db.Users.Add(known);
            await db.SaveChangesAsync(ct);
            var lastYear = TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(-1);
            db.Orders.Add(new() { PublicId = order, UserId = known.Id, CreatedAt = lastYear, UpdatedAt = lastYear });
            return await db.SaveChangesAsync(ct);
        },
        default);

    private async Task<IEnumerable<string>> ListAsync(string token) =>
        (await host.SendAsync(HttpMethod.Get, Orders, token)).Body!["items"]!.AsArray().Select(order => (string)order!["id"]!);
}

public sealed class Service_accounts_on_SQLite(TogetherHost host) : ServiceAccountTests(host), IClassFixture<TogetherHost>;

[Trait("Server", "PostgreSQL")]
public sealed class Service_accounts_on_PostgreSQL(TogetherHostOnPostgreSql host) : ServiceAccountTests(host), IClassFixture<TogetherHostOnPostgreSql>;
