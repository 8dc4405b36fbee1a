using System.Net;
using Microsoft.AspNetCore.Authorization;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Staff;
using Seaworthy.Identity;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>
/// Every endpoint of the cafe, asked by the other restaurant's owner, by nobody and by the wrong role. The list of endpoints is the
/// application's own: one that is added is asked too, and fails here until somebody says what it is to answer.
/// </summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R15")]
[Trait("Requirement", "R89")]
public abstract class TenantTests(CafeOnSqlite host)
{
    private readonly CafeClient _owner = new(host);
    private readonly CafeEndpoints _endpoints = new(host);

    [Fact]
    public async Task The_other_restaurant_finds_nothing_and_changes_nothing()
    {
        var (ids, before) = (await _endpoints.IdsAsync(), await _endpoints.AllAsync());
        var faults = new List<string>();
        foreach (var (method, route) in _endpoints.All.Select(_endpoints.CallOf).Where(call => call.Route.Contains("{id", StringComparison.Ordinal)))
        {
            var (status, body) = await _owner.As(CafeOnSqlite.OtherOwner).AskAsync(method, CafeEndpoints.Path(route, ids), CafeEndpoints.BodyOf(route), ifMatch: "\"1\"");
            if (status is not HttpStatusCode.NotFound)
            {
                faults.Add($"{method} {route}: {status} {body.ToJsonString()}");
            }
        }

        faults.ShouldBeEmpty();
        (await _endpoints.AllAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Its_lists_hold_nothing_of_ours()
    {
        foreach (var list in CafeEndpoints.Lists)
        {
            var ours = await CafeEndpoints.NumbersAsync(_owner, list);
            ours.ShouldNotBeEmpty();

            (await CafeEndpoints.NumbersAsync(_owner.As(CafeOnSqlite.OtherOwner), list)).Intersect(ours).ShouldBeEmpty(list);
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("stranger@nowhere.example", HttpStatusCode.Forbidden)]
    public async Task Who_is_none_of_the_staff_gets_no_further_than_the_menu(string? email, HttpStatusCode refused)
    {
        var ids = await _endpoints.IdsAsync();
        foreach (var plan in _endpoints.All.Where(plan => !CafeEndpoints.IsForGuests(plan)))
        {
            var (method, route) = _endpoints.CallOf(plan);
            var (status, body) = await _owner.As(email).AskAsync(method, CafeEndpoints.Path(route, ids), CafeEndpoints.BodyOf(route), ifMatch: "\"1\"");

            status.ShouldBe(refused, $"{method} {route}: {body.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Roles_open_what_the_route_table_says_and_nothing_more()
    {
        var ids = await _endpoints.IdsAsync();
        foreach (var (email, role) in ((string, string)[])[(CafeOnSqlite.Barista, StaffRole.Barista), (CafeOnSqlite.Manager, StaffRole.Manager)])
        {
            foreach (var plan in _endpoints.All.Where(plan => !CafeEndpoints.IsForGuests(plan) && !CafeEndpoints.IsFeed(plan)))
            {
                var (method, route) = _endpoints.CallOf(plan);
                var isOpen = plan.Metadata.GetOrderedMetadata<IAuthorizeData>().All(word => (word is ScopeOrRoleWord either ? either.Names : word.Roles!.Split(',')).Contains(role));
                using var answer = await _owner.As(email).SendAsync(method, CafeEndpoints.Path(route, ids), new { }, ifMatch: "\"1\"");

                (answer.StatusCode != HttpStatusCode.Forbidden).ShouldBe(isOpen, $"{role} {method} {route}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public async Task A_token_is_somebody_by_its_email_and_the_table_says_what_he_may_do()
    {
        var claims = await host.App.TokenAsync<CafeDb>(CafeModule.Info.Name, CafeOnSqlite.Barista, tenant: "2", StaffRole.Owner);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{host.Prefix}/api/v1/users/") { Headers = { { "Authorization", $"Bearer {claims}" } } };
        using var orders = new HttpRequestMessage(HttpMethod.Get, $"{host.Prefix}/api/v1/tables/1") { Headers = { { "Authorization", $"Bearer {claims}" } } };

        (await host.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Client.SendAsync(orders)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_left_is_nobody_from_then_on()
    {
        var made = await _owner.PostAsync("/api/v1/users/", new { email = "leaves@example.com", full_name = "Leaves Soon", role = "manager" });
        var leaver = _owner.As("leaves@example.com");
        await leaver.GetAsync("/api/v1/orders/");

        await _owner.PutAsync($"/api/v1/users/{made["id"]}", new { email = "leaves@example.com", full_name = "Leaves Soon", role = "manager", is_active = false }, ifMatch: "\"1\"");

        (await leaver.SendAsync(HttpMethod.Get, "/api/v1/orders/")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_restaurant_keeps_an_owner()
    {
        var other = _owner.As(CafeOnSqlite.OtherOwner);
        var me = (await other.GetAsync("/api/v1/users/"))["items"]!.AsArray().Single(user => (string)user!["email"]! == CafeOnSqlite.OtherOwner)!;

        (await other.FailAsync(
            HttpMethod.Put, $"/api/v1/users/{me["id"]}", HttpStatusCode.Conflict, new { email = CafeOnSqlite.OtherOwner, full_name = "Wei Zhang", role = "barista" }, ifMatch: $"\"{me["version"]}\""))
            .ShouldContain("no owner left");
    }
}

public sealed class Tenants_on_SQLite(CafeOnSqlite host) : TenantTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Tenants_on_PostgreSQL(CafeOnPostgreSql host) : TenantTests(host), IClassFixture<CafeOnPostgreSql>;
