using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>A password that becomes another one while somebody's is looked at.</summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R91")]
public abstract class PasswordRaceTests(PeopleHost host)
{
    private const string Another = "another password";
    private static readonly Visitor Somewhere = new("127.0.0.1", "Device/1.0");

    [Fact]
    public async Task A_login_that_checked_the_old_password_begins_no_session_after_a_reset()
    {
        var person = await new Person(host).RegisterAsync();
        await host.Mails.NextAsync(person.Email);
        await person.PostAsync("/password/forgot", new { email = person.Email });
        var link = await host.Mails.SecretAsync(person.Email);
        var looked = await StoredAsync(person); // its password was right, and then it waits for its turn to write

        (await person.PostAsync("/password/reset", new { token = link, password = Another })).Status.ShouldBe(204);

        (await Starts.StartAsync(looked, betterHash: null, Somewhere, default)).ShouldBeNull();
        (await SessionsAsync(looked)).ShouldBe(0);
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        await person.LogInAsync(Another);
    }

    [Fact]
    public async Task A_better_hash_does_not_bring_a_changed_password_back()
    {
        var person = await new Person(host).RegisterAsync();
        var device = await person.LogInAsync();
        var looked = await StoredAsync(person);
        var better = host.App.App.Services.GetRequiredService<PasswordHashing>().Hash(Person.Password);

        (await ChangeAsync(device, Another)).ShouldBe(204);

        (await Starts.StartAsync(looked, better, Somewhere, default)).ShouldBeNull();
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        await person.LogInAsync(Another);
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_the_second_has_not_sent_the_current_one()
    {
        var person = await new Person(host).RegisterAsync();
        var device = await person.LogInAsync();

        (await Task.WhenAll(ChangeAsync(device, "one password"), ChangeAsync(device, "two password"))).Order().ShouldBe([204, 422]);
    }

    [Fact]
    public async Task Of_two_who_sign_in_at_once_with_a_hash_that_is_to_be_better_both_are_in()
    {
        var person = await new Person(host).RegisterAsync();
        var weak = new PasswordHashing(new AccountSettings { PasswordIterations = 500 }).Hash(Person.Password);
        await host.Session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct)).PasswordHash = weak, default);

        var both = await Task.WhenAll(person.TryLogInAsync(), person.TryLogInAsync());

        both.ShouldAllBe(answer => answer.Status == 200);
    }

    private SessionStarts<PeopleDb> Starts => host.App.App.Services.GetRequiredService<SessionStarts<PeopleDb>>();

    private static async Task<int> ChangeAsync(Device device, string next) =>
        (await device.Person.PostAsync("/password/change", new { current_password = Person.Password, new_password = next }, device.Token)).Status;

    private Task<int> SessionsAsync(AccountRow account) => host.Session.ReadAsync(
        (db, ct) => db.Set<AccountSessionRow>().CountAsync(session => session.AccountId == account.Id && session.RevokedAt == null, ct), default);

    private Task<AccountRow> StoredAsync(Person person) =>
        host.Session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct), default);
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Password_races_on_SQLite(PeopleOnSqlite host) : PasswordRaceTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Password_races_on_PostgreSQL(PeopleOnPostgreSql host) : PasswordRaceTests(host);
