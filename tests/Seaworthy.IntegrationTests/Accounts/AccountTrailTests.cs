using Microsoft.Extensions.DependencyInjection;
using Seaworthy.AuditTrail;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>What the audit trail tells of accounts.</summary>
[Trait("Requirement", "R10")]
public abstract class AccountTrailTests(PeopleHost host)
{
    [Fact]
    public async Task Signing_in_failing_to_changing_the_password_and_leaving_are_lines_of_the_account()
    {
        var person = await new Person(host).RegisterAsync();
        var device = await person.LogInAsync();
        var account = await AccountAsync(device);
        (await person.TryLogInAsync("wrong one")).Status.ShouldBe(401);
        (await person.PostAsync("/password/change", new { current_password = Person.Password, new_password = "another1" }, device.Token)).Status.ShouldBe(204);
        (await person.PostAsync("/logout", null, device.Token)).Status.ShouldBe(204);

        (await LinesAsync(account)).ShouldBe(["created nobody", "signed-in nobody", "sign-in-failed nobody", $"password-changed {account}"]);
        var ended = (await Trail.ReadAsync(new() { Who = account, ObjectKind = "session" }, default)).Single();
        (ended.Action, ended.WhoKind, ended.Address).ShouldBe(("session-ended", "user", "127.0.0.1"));
        (await AllAsync()).ShouldNotContain("another1");
    }

    [Fact]
    public async Task A_lock_is_told_and_so_is_whoever_tries_an_email_that_nobody_has()
    {
        var person = await new Person(host).RegisterAsync();
        var account = await AccountAsync(await person.LogInAsync());
        for (var i = 0; i < 5; i++)
        {
            await person.TryLogInAsync("wrong one");
        }

        var stranger = new Person(host);
        await stranger.TryLogInAsync("hunter2 typed into the wrong field");

        (await LinesAsync(account)).ShouldContain("changed nobody: locked_until");
        var unknown = (await Trail.ReadAsync(new() { ObjectKind = "account", Take = 1 }, default)).Single();
        (unknown.Action, unknown.ObjectId).ShouldBe(("sign-in-failed", null));
        (await AllAsync()).ShouldNotContain(stranger.Email);
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_is_told_with_its_session()
    {
        var device = await (await new Person(host).RegisterAsync()).LogInAsync();
        var used = await device.RefreshAsync();
        host.Time.Advance(TimeSpan.FromSeconds(6));
        (await device.TryRefreshAsync(used)).Status.ShouldBe(401);

        (await Trail.ReadAsync(new() { ObjectKind = "session", Take = 1 }, default)).Single().Action.ShouldBe("refresh-reused");
    }

    [Fact]
    public async Task Another_role_is_a_changed_column_of_its_account()
    {
        var person = await (await new Person(host).RegisterAsync()).ConfirmAsync();
        var account = await AccountAsync(await person.LogInAsync());

        await host.App.App.Services.GetRequiredService<IServiceAccounts>().GiveAsync(new(person.Email, null, ["staff"], null), default);

        (await LinesAsync(account)).ShouldContain("changed people: roles");
    }

    private IServiceTrail Trail => host.App.App.Services.GetRequiredService<IServiceTrail>();

    private static async Task<string> AccountAsync(Device device) => (string)(await device.Person.SendAsync(HttpMethod.Get, "/profile", null, device.Token)).Body!["id"]!;

    // The oldest first.
    private async Task<IEnumerable<string>> LinesAsync(string account) =>
        (await Trail.ReadAsync(new() { ObjectKind = "account", ObjectId = account }, default)).OrderBy(line => line.Id)
        .Select(line => $"{line.Action} {line.Who ?? line.WhoKind}{(line.Columns.Count == 0 ? "" : $": {string.Join(' ', line.Columns)}")}");

    private async Task<string> AllAsync() => string.Join('\n', await Trail.ReadAsync(new() { Take = 1000 }, default));
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class AccountTrail_on_SQLite(PeopleOnSqlite host) : AccountTrailTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class AccountTrail_on_PostgreSQL(PeopleOnPostgreSql host) : AccountTrailTests(host);
