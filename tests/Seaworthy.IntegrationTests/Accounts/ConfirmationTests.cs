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
        host.Time.Advance(TimeSpan.FromMinutes(1));

        (await person.PostAsync("/email/resend", new { email = person.Email })).Status.ShouldBe(202);

        var link = await host.Mails.SecretAsync(person.Email);
        (await person.PostAsync("/email/confirm", new { token = lost, password = Person.Password })).Status.ShouldBe(400);
        (await person.PostAsync("/email/confirm", new { token = link, password = Person.Password })).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_second_request_within_a_minute_sends_no_mail_and_leaves_the_first_link_good()
    {
        var (person, next) = (await new Person(host).RegisterAsync(), new Person(host));
        var link = await host.Mails.SecretAsync(person.Email);
        await person.PostAsync("/password/forgot", new { email = person.Email });
        var reset = await host.Mails.SecretAsync(person.Email);
        host.Time.Advance(TimeSpan.FromSeconds(59));

        (await person.PostAsync("/email/resend", new { email = person.Email })).ShouldBe((202, null));
        (await person.PostAsync("/password/forgot", new { email = person.Email })).ShouldBe((202, null));
        await person.RegisterAsync();
        await person.RegisterAsync();

        await next.RegisterAsync();
        await host.Mails.NextAsync(next.Email); // errands run one after the other
        host.Mails.SubjectsTo(person.Email).ShouldBe(["Confirm your e-mail for People", "A new password for People", "You have an account at People"]);
        (await person.PostAsync("/email/confirm", new { token = link, password = Person.Password })).Status.ShouldBe(204);
        (await person.PostAsync("/password/reset", new { token = reset, password = "another password" })).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Who_is_confirmed_or_unknown_is_answered_the_same_and_gets_nothing()
    {
        var person = await (await new Person(host).RegisterAsync()).ConfirmAsync();

        var unknown = new Person(host);
        host.Time.Advance(TimeSpan.FromMinutes(1)); // it is not that he was sent one a moment ago

        (await person.PostAsync("/email/resend", new { email = person.Email })).Status.ShouldBe(202);
        (await person.PostAsync("/email/resend", new { email = unknown.Email })).Status.ShouldBe(202);

        (await person.PostAsync("/password/forgot", new { email = person.Email })).Status.ShouldBe(202);
        await host.Mails.NextAsync(person.Email); // errands run one after the other: theirs would have come before
        host.Mails.SubjectsTo(person.Email).ShouldBe(["Confirm your e-mail for People", "A new password for People"]);
        host.Mails.SubjectsTo(unknown.Email).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_somebody_else_opens_does_not_make_the_registrant_its_owner()
    {
        var registrant = await new Person(host).RegisterAsync();
        var (link, device) = (await host.Mails.SecretAsync(registrant.Email), await registrant.LogInAsync());
        var owner = await (await new Person(host).RegisterAsync()).LogInAsync(); // at home here with another e-mail

        (await registrant.PostAsync("/email/confirm", new { token = link })).Status.ShouldBe(401);
        (await registrant.PostAsync("/email/confirm", new { token = link }, owner.Token)).Status.ShouldBe(401);
        (await registrant.PostAsync("/email/confirm", new { token = link, password = "a password of the owner" })).Status.ShouldBe(401);

        await device.RefreshAsync();
        AccountTests.Claims(device.Token).TryGetProperty("email", out _).ShouldBeFalse();
        AccountTests.Claims((await registrant.LogInAsync()).Token).TryGetProperty("email", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_owner_has_the_account_with_a_new_password_and_whoever_registered_is_out()
    {
        var registrant = await new Person(host).RegisterAsync();
        var device = await registrant.LogInAsync();
        await host.Mails.NextAsync(registrant.Email);
        await registrant.PostAsync("/password/forgot", new { email = registrant.Email });

        (await registrant.PostAsync("/password/reset", new { token = await host.Mails.SecretAsync(registrant.Email), password = "of the owner" })).Status.ShouldBe(204);

        (await device.StatusAsync(), (await device.TryRefreshAsync()).Status, (await registrant.TryLogInAsync()).Status).ShouldBe((401, 401, 401));
        AccountTests.Claims((await registrant.LogInAsync("of the owner")).Token).GetProperty("email").GetString().ShouldBe(registrant.Email);
    }

    [Fact]
    public async Task Whoever_registered_at_another_device_sends_his_password_with_the_link_and_stays_signed_in()
    {
        var person = await new Person(host).RegisterAsync();
        var phone = await person.LogInAsync();

        await person.ConfirmAsync();

        await phone.RefreshAsync();
        AccountTests.Claims(phone.Token).GetProperty("email").GetString().ShouldBe(person.Email);
    }

    [Fact]
    public async Task Whoever_has_a_link_does_not_find_a_password_out_with_it()
    {
        var person = await new Person(host).RegisterAsync();
        var link = await host.Mails.SecretAsync(person.Email);
        for (var n = 0; n < 5; n++)
        {
            (await person.PostAsync("/email/confirm", new { token = link, password = $"guess {n}" })).Status.ShouldBe(401);
        }

        (await person.PostAsync("/email/confirm", new { token = link, password = Person.Password })).Status.ShouldBe(401);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await person.PostAsync("/email/confirm", new { token = link, password = Person.Password })).Status.ShouldBe(204);
        await person.LogInAsync();
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
