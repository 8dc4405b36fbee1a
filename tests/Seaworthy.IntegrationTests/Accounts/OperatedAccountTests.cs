using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>What an operator gives to accounts that are there.</summary>
[Trait("Requirement", "R10")]
public abstract class OperatedAccountTests(PeopleHost host)
{
    [Fact]
    public async Task Who_has_registered_with_an_email_that_nobody_has_confirmed_is_put_out_at_once()
    {
        var stranger = await new Person(host).RegisterAsync();
        var device = await stranger.LogInAsync();

        (await GiveAsync(stranger, "staff")).ShouldBe(AccountGift.TakenOver);

        (await device.StatusAsync(), (await device.TryRefreshAsync()).Status, (await stranger.TryLogInAsync()).Status).ShouldBe((401, 401, 401));
        var account = await StoredAsync(stranger);
        (account.IsConfirmed, account.Roles).ShouldBe((true, "staff"));
    }

    [Fact]
    public async Task Who_has_confirmed_it_keeps_his_password_and_his_sessions()
    {
        var owner = await (await new Person(host).RegisterAsync()).ConfirmAsync();
        var device = await owner.LogInAsync();

        (await GiveAsync(owner, "staff")).ShouldBe(AccountGift.Given);

        (await device.StatusAsync()).ShouldBe(200);
        (await (await owner.LogInAsync()).StatusAsync("/staff")).ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_works_for_one_tenant_is_not_given_to_another()
    {
        var owner = await (await new Person(host).RegisterAsync()).ConfirmAsync();
        (await GiveAsync(owner, "staff", "1")).ShouldBe(AccountGift.Given);

        (await GiveAsync(owner, "admin", "2")).ShouldBe(AccountGift.OfAnotherTenant);

        var account = await StoredAsync(owner);
        (account.Tenant, account.Roles).ShouldBe(("1", "staff"));
    }

    private Task<AccountGift> GiveAsync(Person person, string role, string? tenant = null) =>
        host.App.App.Services.GetRequiredService<IServiceAccounts>().GiveAsync(new(person.Email, null, [role], tenant), default);

    private Task<AccountRow> StoredAsync(Person person) =>
        host.Session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct), default);
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Operated_accounts_on_SQLite(PeopleOnSqlite host) : OperatedAccountTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Operated_accounts_on_PostgreSQL(PeopleOnPostgreSql host) : OperatedAccountTests(host);
