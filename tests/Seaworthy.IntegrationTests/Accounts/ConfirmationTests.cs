namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Mails that did not come.</summary>
[Trait("Requirement", "R10")]
public abstract class ConfirmationTests(PeopleHost host)
{
    [Fact]
    public async Task A_link_that_was_lost_is_sent_once_more_and_takes_the_place_of_the_one_before()
    {
        var person = await new Person(host).RegisterAsync();
        var lost = await host.Mails.SecretAsync(person.Email);

        (await person.PostAsync("/email/resend", new { email = person.Email })).Status.ShouldBe(202);

        var link = await host.Mails.SecretAsync(person.Email);
        (await person.PostAsync("/email/confirm", new { token = lost })).Status.ShouldBe(400);
        (await person.PostAsync("/email/confirm", new { token = link })).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Who_is_confirmed_or_unknown_is_answered_the_same_and_gets_nothing()
    {
        var person = await new Person(host).RegisterAsync();
        await person.PostAsync("/email/confirm", new { token = await host.Mails.SecretAsync(person.Email) });

        (await person.PostAsync("/email/resend", new { email = person.Email })).Status.ShouldBe(202);
        (await person.PostAsync("/email/resend", new { email = new Person(host).Email })).Status.ShouldBe(202);

        (await person.PostAsync("/password/forgot", new { email = person.Email })).Status.ShouldBe(202);
        (await host.Mails.NextAsync(person.Email)).Subject.ShouldBe("A new password for People");
    }

    [Fact]
    public async Task A_mail_that_cannot_be_sent_is_told_by_the_log_and_the_next_one_goes_out()
    {
        var (unlucky, next) = (new Person(host), new Person(host));
        host.Mails.Refuses = unlucky.Email;
        await unlucky.RegisterAsync();
        await next.RegisterAsync();

        await host.Mails.NextAsync(next.Email);
        host.Events.Of(EventIds.AccountMailNotSent).Single(text => text.Contains(unlucky.Email)).ShouldStartWith("A mail of an account could not be sent (Confirm)");
    }
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Confirmation_on_SQLite(PeopleOnSqlite host) : ConfirmationTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Confirmation_on_PostgreSQL(PeopleOnPostgreSql host) : ConfirmationTests(host);
