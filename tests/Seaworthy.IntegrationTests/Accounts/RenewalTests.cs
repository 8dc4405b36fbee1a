using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Who comes with a token that is near its end goes with the next one.</summary>
[Trait("Requirement", "R9")]
public abstract class RenewalTests(PeopleHost host)
{
    [Fact]
    public async Task In_the_last_quarter_of_its_life_the_answer_carries_the_next_one()
    {
        var device = await SignInAsync();
        host.Time.Advance(TimeSpan.FromSeconds(670));
        (await AskAsync(device.Token)).Next.ShouldBeNull();

        host.Time.Advance(TimeSpan.FromSeconds(20));
        var (first, again) = (await AskAsync(device.Token), await AskAsync(device.Token));

        (first.Status, first.CacheControl).ShouldBe((200, "no-store"));
        again.Next.ShouldBe(first.Next); // signed once
        host.Time.Advance(TimeSpan.FromSeconds(600)); // the one before is over
        (await AskAsync(first.Next)).Status.ShouldBe(200);
        (await AskAsync(device.Token)).ShouldBe(new Answered(401, null, "no-store", null));
    }

    [Fact]
    public async Task A_kept_answer_carries_it_to_whom_it_is_for_and_is_kept_without()
    {
        var (old, fresh) = (await SignInAsync(), await SignInAsync());
        host.Time.Advance(TimeSpan.FromMinutes(14));
        await fresh.RefreshAsync();
        var path = $"/kept?n={Guid.NewGuid():N}";

        var filled = await AskAsync(old.Token, path);
        var (stranger, other) = (await AskAsync(null, path), await AskAsync(fresh.Token, path));
        var hit = await AskAsync(old.Token, path);

        (filled.Status, filled.CacheControl, filled.Next is null, filled.CacheStatus).ShouldBe((200, "no-store", false, "seaworthy; fwd=uri-miss"));
        stranger.ShouldBe(new Answered(200, null, "no-cache", "seaworthy; hit"));
        other.ShouldBe(stranger);
        (hit.Next, hit.CacheControl, hit.CacheStatus).ShouldBe((filled.Next, "no-store", "seaworthy; hit"));
    }

    [Fact]
    public async Task An_answer_that_is_kept_under_an_idempotency_key_is_kept_without()
    {
        var device = await SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(14));
        var made = await AskAsync(device.Token, "/things", key: device.Person.Email);
        await device.RefreshAsync();

        var replayed = await AskAsync(device.Token, "/things", key: device.Person.Email);

        (made.Status, made.Next is null).ShouldBe((200, false));
        (replayed.Status, replayed.Next).ShouldBe((200, null));
    }

    [Fact]
    public async Task What_was_taken_away_is_not_carried_on()
    {
        var device = await SignInAsync(roles: "staff");
        (await AskAsync(device.Token, "/staff")).Status.ShouldBe(200);
        await host.Session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == device.Person.Email, ct)).Roles = "", default);
        host.Time.Advance(TimeSpan.FromMinutes(14));

        var next = (await AskAsync(device.Token)).Next;

        (await AskAsync(next, "/staff")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_session_that_has_come_to_its_end_has_no_next_one()
    {
        var device = await SignInAsync();
        var token = device.Token;
        for (var n = 0; n < 3; n++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(14));
            token = (await AskAsync(token)).Next.ShouldNotBeNull();
        }

        await EndAtAsync(device, host.Time.GetUtcNow().UtcDateTime.AddMinutes(14));
        host.Time.Advance(TimeSpan.FromMinutes(14));
        var last = await AskAsync(token);

        (last.Status, last.Next).ShouldBe((200, null));
    }

    [Fact]
    public async Task An_ended_session_has_none_either()
    {
        var device = await SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(14));
        await device.Person.PostAsync("/logout", null, device.Token);

        (await AskAsync(device.Token)).ShouldBe(new Answered(401, null, "no-store", null));
    }

    private async Task EndAtAsync(Device device, DateTime end) => await host.Session.WriteAsync(
        async (db, ct) =>
        {
            var account = await db.Set<AccountRow>().SingleAsync(account => account.Email == device.Person.Email, ct);
            (await db.Set<AccountSessionRow>().SingleAsync(session => session.AccountId == account.Id, ct)).ExpiresAt = end;
            return true;
        },
        default);

    private async Task<Device> SignInAsync(string roles = "")
    {
        var person = await new Person(host).RegisterAsync();
        await host.Session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct)).Roles = roles, default);
        return await person.LogInAsync();
    }

    private async Task<Answered> AskAsync(string? token, string path = "/profile", string? key = null)
    {
        using var request = new HttpRequestMessage(key is null ? HttpMethod.Get : HttpMethod.Post, "/people" + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await host.App.Client.SendAsync(request);
        return new((int)answer.StatusCode, Of(TokenRenewals.Header), Of("Cache-Control"), Of("Cache-Status"));

        string? Of(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }

    private readonly record struct Answered(int Status, string? Next, string? CacheControl, string? CacheStatus);
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Renewals_on_SQLite(PeopleOnSqlite host) : RenewalTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Renewals_on_PostgreSQL(PeopleOnPostgreSql host) : RenewalTests(host);
