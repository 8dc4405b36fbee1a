using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Guessed, changed, forgotten.</summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R91")]
public abstract class PasswordTests(PeopleHost host)
{
    [Fact]
    public async Task After_five_wrong_ones_an_account_takes_none_for_a_while_and_then_for_longer()
    {
        var person = await new Person(host).RegisterAsync();
        for (var n = 0; n < 5; n++)
        {
            (await person.TryLogInAsync("wrong password")).Status.ShouldBe(401);
        }

        (await person.TryLogInAsync()).Status.ShouldBe(401); // the right one
        host.Time.Advance(TimeSpan.FromSeconds(29));
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await person.TryLogInAsync("wrong password")).Status.ShouldBe(401); // a sixth
        host.Time.Advance(TimeSpan.FromSeconds(59));
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await person.LogInAsync();

        (await person.TryLogInAsync("wrong password")).Status.ShouldBe(401); // counted from the beginning
        await person.LogInAsync();
        host.Events.Of(EventIds.AccountLocked).Count(text => text.Contains($"{Id(person)}")).ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_guesses_at_once_no_more_than_five_are_looked_at()
    {
        var person = await new Person(host).RegisterAsync();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => person.TryLogInAsync($"guess {n}")));

        (await StoredAsync(person)).FailedAttempts.ShouldBe(5);
        (await person.TryLogInAsync()).Status.ShouldBe(401);
    }

    [Fact]
    public async Task No_lock_is_longer_than_a_quarter_of_an_hour()
    {
        var person = await new Person(host).RegisterAsync();
        for (var n = 0; n < 12; n++)
        {
            await person.TryLogInAsync("wrong password");
            host.Time.Advance(TimeSpan.FromMinutes(15));
        }

        await person.LogInAsync();
    }

    [Fact]
    public async Task Changing_it_ends_the_other_sessions_and_not_this_one()
    {
        var person = await new Person(host).RegisterAsync();
        var (here, there) = (await person.LogInAsync(), await person.LogInAsync());

        (await ChangeAsync(here, Person.Password, "another password")).ShouldBe(204);

        (await here.StatusAsync(), await there.StatusAsync()).ShouldBe((200, 401));
        (await there.TryRefreshAsync()).Status.ShouldBe(401);
        await here.RefreshAsync();
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        await person.LogInAsync("another password");
    }

    [Fact]
    public async Task Who_has_only_the_token_does_not_change_it_and_does_not_find_it_out()
    {
        var person = await new Person(host).RegisterAsync();
        var device = await person.LogInAsync();

        for (var n = 0; n < 5; n++)
        {
            (await ChangeAsync(device, "guess", "another password")).ShouldBe(422);
        }

        (await ChangeAsync(device, Person.Password, "another password")).ShouldBe(422);
        (await ChangeAsync(device, Person.Password, "short")).ShouldBe(422);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await ChangeAsync(device, Person.Password, "another password")).ShouldBe(204);
    }

    [Fact]
    public async Task A_forgotten_one_is_chosen_anew_by_whoever_reads_the_mail()
    {
        var person = await new Person(host).RegisterAsync();
        await host.Mails.NextAsync(person.Email);
        var device = await person.LogInAsync();
        (await person.PostAsync("/password/forgot", new { email = person.Email })).Status.ShouldBe(202);
        var secret = await host.Mails.SecretAsync(person.Email);

        (await person.PostAsync("/password/reset", new { token = secret, password = "short" })).Status.ShouldBe(422);
        (await person.PostAsync("/password/reset", new { token = secret, password = "another password" })).Status.ShouldBe(204);

        (await device.StatusAsync(), (await device.TryRefreshAsync()).Status).ShouldBe((401, 401));
        (await person.TryLogInAsync()).Status.ShouldBe(401);
        await person.LogInAsync("another password");
        (await StoredAsync(person)).IsConfirmed.ShouldBeTrue();
        (await person.PostAsync("/password/reset", new { token = secret, password = "a third password" })).Status.ShouldBe(400);
        host.Events.All.ShouldNotContain(text => text.Contains(secret) || text.Contains("another password"));
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_until_there_is_a_newer_one()
    {
        var person = await new Person(host).RegisterAsync();
        await host.Mails.NextAsync(person.Email);
        var first = await ForgetAsync(person);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await ForgetAsync(person);

        (await ResetAsync(person, first)).ShouldBe(400);
        host.Time.Advance(TimeSpan.FromMinutes(60));
        (await ResetAsync(person, second)).ShouldBe(400);
        (await ResetAsync(person, "invented")).ShouldBe(400);
        var third = await ForgetAsync(person);
        host.Time.Advance(TimeSpan.FromMinutes(59));
        var both = await Task.WhenAll(ResetAsync(person, third), ResetAsync(person, third));
        both.Order().ShouldBe([204, 400]);
    }

    [Fact]
    public async Task Whoever_forgets_the_password_of_nobody_is_answered_the_same_and_nobody_gets_mail()
    {
        var (nobody, somebody) = (new Person(host), await new Person(host).RegisterAsync());

        (await nobody.PostAsync("/password/forgot", new { email = nobody.Email })).ShouldBe((202, null));
        (await somebody.PostAsync("/password/forgot", new { email = somebody.Email })).ShouldBe((202, null));

        await host.Mails.NextAsync(somebody.Email); // his registration's
        await host.Mails.SecretAsync(somebody.Email); // errands run one after the other: nobody's would have come before
        host.Mails.SubjectsTo(nobody.Email).ShouldBeEmpty();
    }

    private async Task<string> ForgetAsync(Person person)
    {
        await person.PostAsync("/password/forgot", new { email = person.Email });
        return await host.Mails.SecretAsync(person.Email);
    }

    private static async Task<int> ResetAsync(Person person, string secret) =>
        (await person.PostAsync("/password/reset", new { token = secret, password = "another password" })).Status;

    private static async Task<int> ChangeAsync(Device device, string current, string next) =>
        (await device.Person.PostAsync("/password/change", new { current_password = current, new_password = next }, device.Token)).Status;

    private Guid Id(Person person) => StoredAsync(person).GetAwaiter().GetResult().PublicId;

    private Task<AccountRow> StoredAsync(Person person) =>
        host.Session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct), default);
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Passwords_on_SQLite(PeopleOnSqlite host) : PasswordTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Passwords_on_PostgreSQL(PeopleOnPostgreSql host) : PasswordTests(host);
