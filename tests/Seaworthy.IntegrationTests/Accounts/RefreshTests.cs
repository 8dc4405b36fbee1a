using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Sessions, and the refresh tokens that carry them on (RFC 9700, section 4.14).</summary>
[Trait("Requirement", "R9")]
public abstract class RefreshTests(PeopleHost host)
{
    [Fact]
    public async Task A_refresh_token_gives_the_next_tokens_and_is_used_up()
    {
        var device = await SignInAsync();
        var before = device.Token;

        var used = await device.RefreshAsync();

        device.RefreshToken.ShouldNotBe(used);
        device.Token.ShouldNotBe(before);
        (await device.StatusAsync()).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromDays(29));
        await device.RefreshAsync();
        (await device.StatusAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task Two_refreshes_at_the_same_moment_are_given_the_same_successor()
    {
        var device = await SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => device.TryRefreshAsync()));

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => (string)answer.Body!["refresh_token"]!).Distinct().Count().ShouldBe(1);
        await device.RefreshAsync(); // within the grace it comes a last time
        await device.RefreshAsync();
        (await device.StatusAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task One_that_comes_again_after_the_grace_ends_its_family()
    {
        var device = await SignInAsync();
        var other = await device.Person.LogInAsync();
        var used = await device.RefreshAsync();
        host.Time.Advance(TimeSpan.FromSeconds(5));
        (await device.TryRefreshAsync(used)).Status.ShouldBe(200); // and gives nothing that was not given
        host.Time.Advance(TimeSpan.FromSeconds(1));

        (await device.TryRefreshAsync(used)).Status.ShouldBe(401);

        (await device.StatusAsync(), (await device.TryRefreshAsync()).Status).ShouldBe((401, 401));
        (await other.StatusAsync()).ShouldBe(200);
        host.Events.Of(EventIds.RefreshTokenReused).Count(text => text.Contains(SessionOf(device))).ShouldBe(1);
    }

    [Fact]
    public async Task One_whose_successor_was_used_has_no_grace()
    {
        var device = await SignInAsync();
        var used = await device.RefreshAsync();
        await device.RefreshAsync();

        (await device.TryRefreshAsync(used)).Status.ShouldBe(401);
        (await device.TryRefreshAsync()).Status.ShouldBe(401);
    }

    [Fact]
    public async Task It_expires_when_its_owner_does_not_come_back_and_ends_nobody()
    {
        var device = await SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(30));

        (await device.TryRefreshAsync()).Status.ShouldBe(401);
        (await device.TryRefreshAsync("invented")).Status.ShouldBe(401);
        host.Events.Of(EventIds.RefreshTokenReused).ShouldNotContain(text => text.Contains(SessionOf(device)));
    }

    [Fact]
    public async Task After_ninety_days_somebody_signs_in_again_however_often_he_came()
    {
        var device = await SignInAsync();
        for (var days = 0; days < 88; days += 22)
        {
            host.Time.Advance(TimeSpan.FromDays(22));
            await device.RefreshAsync();
        }

        host.Time.Advance(TimeSpan.FromDays(2));
        (await device.TryRefreshAsync()).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Whoever_leaves_is_gone_at_once()
    {
        var device = await SignInAsync();
        var other = await device.Person.LogInAsync();

        (await device.Person.PostAsync("/logout", null, device.Token)).Status.ShouldBe(204);

        (await device.StatusAsync(), (await device.TryRefreshAsync()).Status).ShouldBe((401, 401));
        (await other.StatusAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_by_their_owner_alone()
    {
        var (device, stranger) = (await SignInAsync(), await SignInAsync());
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var other = await device.Person.LogInAsync();
        var (_, list) = await device.Person.SendAsync(HttpMethod.Get, "/sessions", null, device.Token);
        var (first, second) = (list!["items"]![0]!, list["items"]![1]!);

        list["items"]!.AsArray().Count.ShouldBe(2);
        ((bool)first["is_current"]!, (bool)second["is_current"]!).ShouldBe((false, true));
        ((string)first["user_agent"]!, (string)first["address"]!).ShouldBe(("Device/1.0", "127.0.0.1"));
        (await EndAsync(stranger, $"{first["id"]}")).ShouldBe(404);
        (await other.StatusAsync()).ShouldBe(200);
        (await EndAsync(device, $"{first["id"]}")).ShouldBe(204);
        (await other.StatusAsync(), await device.StatusAsync()).ShouldBe((401, 200));
        (await EndAsync(device, $"{first["id"]}")).ShouldBe(404);
    }

    [Fact]
    public async Task A_session_that_another_process_has_ended_goes_on_for_ten_seconds_at_most()
    {
        var device = await SignInAsync();
        (await device.StatusAsync()).ShouldBe(200); // from now on it is believed
        var id = Guid.Parse(SessionOf(device));
        await host.Session.WriteAsync(
            async (db, ct) => (await db.Set<AccountSessionRow>().SingleAsync(session => session.Id == id, ct)).RevokedAt = host.Time.GetUtcNow().UtcDateTime, default);

        host.Time.Advance(TimeSpan.FromSeconds(9.999));
        (await device.StatusAsync()).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await device.StatusAsync()).ShouldBe(401);
    }

    [Fact]
    public async Task What_has_expired_is_taken_away()
    {
        var device = await SignInAsync();
        await device.RefreshAsync();
        await host.Mails.NextAsync(device.Person.Email);
        await device.Person.PostAsync("/password/forgot", new { email = device.Person.Email });
        await host.Mails.SecretAsync(device.Person.Email);
        host.Time.Advance(TimeSpan.FromDays(31));
        var alive = await device.Person.LogInAsync();

        await host.App.App.Services.GetRequiredService<AccountSweep<PeopleDb>>().SweepAsync(default);

        var (sessions, tokens, links) = await host.Session.ReadAsync(
            async (db, ct) => (await db.Set<AccountSessionRow>().CountAsync(ct), await db.Set<RefreshTokenRow>().CountAsync(ct), await db.Set<AccountLinkRow>().CountAsync(ct)), default);
        (sessions, tokens, links).ShouldBe((1, 1, 0));
        await alive.RefreshAsync();
    }

    private protected async Task<Device> SignInAsync() => await (await new Person(host).RegisterAsync()).LogInAsync();

    private protected static string SessionOf(Device device) =>
        System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(device.Token.Split('.')[1])).RootElement.GetProperty("sid").GetString()!;

    private static async Task<int> EndAsync(Device device, string id) => (await device.Person.SendAsync(HttpMethod.Delete, $"/sessions/{id}", null, device.Token)).Status;
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Refreshes_on_SQLite(PeopleOnSqlite host) : RefreshTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Refreshes_on_PostgreSQL(PeopleOnPostgreSql host) : RefreshTests(host)
{
    private readonly PeopleOnPostgreSql _host = host;

    [Fact]
    public async Task Two_processes_give_the_same_successor_and_hear_of_an_end_within_the_bound()
    {
        await using var there = await _host.StartAsync();
        var device = await SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => device.TryRefreshAsync(at: n % 2 == 0 ? there : null)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => (string)answer.Body!["refresh_token"]!).Distinct().Count().ShouldBe(1);

        (await device.StatusAsync(at: there)).ShouldBe(200);
        await device.Person.PostAsync("/logout", null, device.Token);
        (await device.StatusAsync()).ShouldBe(401);
        _host.Time.Advance(TimeSpan.FromSeconds(10));
        (await device.StatusAsync(at: there)).ShouldBe(401);
    }

    [Fact]
    public async Task Modules_that_take_the_same_tokens_hear_of_it_too_where_one_of_them_keeps_the_accounts()
    {
        await using var there = await _host.StartAsync(seaworthy => seaworthy.AddModule<NeighboursModule>());
        var device = await SignInAsync();
        (await DoorAsync()).ShouldBe(200);
        await device.Person.PostAsync("/logout", null, device.Token);

        _host.Time.Advance(TimeSpan.FromSeconds(9.999));
        (await DoorAsync()).ShouldBe(200);
        _host.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await DoorAsync()).ShouldBe(401);

        async Task<int> DoorAsync() => (await device.Person.SendAsync(HttpMethod.Get, "/door", null, device.Token, there, "/neighbours")).Status;
    }
}
