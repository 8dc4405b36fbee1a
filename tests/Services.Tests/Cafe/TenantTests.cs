using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Staff;
using Seaworthy.Pipeline;
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

    [Fact]
    public async Task The_other_restaurant_finds_nothing_and_changes_nothing()
    {
        var (ids, before) = (await IdsAsync(), await AllAsync());
        var faults = new List<string>();
        foreach (var (method, route) in Endpoints().Where(endpoint => endpoint.Route.Contains("{id", StringComparison.Ordinal)))
        {
            var (status, body) = await _owner.As(CafeOnSqlite.OtherOwner).AskAsync(method, Path(route, ids), BodyOf(route), ifMatch: "\"1\"");
            if (status is not HttpStatusCode.NotFound)
            {
                faults.Add($"{method} {route}: {status} {body.ToJsonString()}");
            }
        }

        faults.ShouldBeEmpty();
        (await AllAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Its_lists_hold_nothing_of_ours()
    {
        foreach (var list in (string[])["orders", "tables", "users", "categories", "menu-items"])
        {
            var ours = await NumbersAsync(_owner, list);
            ours.ShouldNotBeEmpty();

            (await NumbersAsync(_owner.As(CafeOnSqlite.OtherOwner), list)).Intersect(ours).ShouldBeEmpty(list);
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("stranger@nowhere.example", HttpStatusCode.Forbidden)]
    public async Task Who_is_none_of_the_staff_gets_no_further_than_the_menu(string? email, HttpStatusCode refused)
    {
        var ids = await IdsAsync();
        foreach (var plan in Plans().Where(plan => !IsForGuests(plan)))
        {
            var route = plan.Route[host.Prefix.Length..];
            var (status, body) = await _owner.As(email).AskAsync(new(plan.Methods[0]), Path(route, ids), BodyOf(route), ifMatch: "\"1\"");

            status.ShouldBe(refused, $"{plan.Methods[0]} {route}: {body.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Roles_open_what_the_route_table_says_and_nothing_more()
    {
        var ids = await IdsAsync();
        foreach (var (email, role) in ((string, string)[])[(CafeOnSqlite.Barista, StaffRole.Barista), (CafeOnSqlite.Manager, StaffRole.Manager)])
        {
            foreach (var plan in Plans().Where(plan => !IsForGuests(plan) && !plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
            {
                var route = plan.Route[host.Prefix.Length..];
                var isOpen = plan.Metadata.GetOrderedMetadata<IAuthorizeData>().All(word => word.Roles!.Split(',').Contains(role));
                using var answer = await _owner.As(email).SendAsync(new(plan.Methods[0]), Path(route, ids), new { }, ifMatch: "\"1\"");

                (answer.StatusCode != HttpStatusCode.Forbidden).ShouldBe(isOpen, $"{role} {plan.Methods[0]} {route}: {answer.StatusCode}");
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

    private IEnumerable<EndpointPlan> Plans() =>
        host.App.App.Services.GetRequiredService<EndpointPlans>().All.Where(plan => plan.Service.Name == CafeModule.Info.Name && plan.Route.Contains("/api/", StringComparison.Ordinal) && !plan.Route.Contains("/auth/", StringComparison.Ordinal) && plan.Methods.Count > 0);

    private IEnumerable<(HttpMethod Method, string Route)> Endpoints() => Plans().Select(plan => (new HttpMethod(plan.Methods[0]), plan.Route[host.Prefix.Length..]));

    private static bool IsForGuests(EndpointPlan plan) => plan.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    // Everything of the first restaurant, by which part of the route it is asked.
    private async Task<Dictionary<string, string>> IdsAsync()
    {
        var report = (string)(await _owner.PostAsync("/api/v1/reports/daily?date=2026-01-01", status: HttpStatusCode.Accepted))["task_id"]!;
        return new()
        {
            ["tasks"] = report,
            ["reports"] = report,
            ["orders"] = (string)(await _owner.GetAsync("/api/v1/orders/?limit=1"))["items"]![0]!["id"]!,
            ["tables"] = "1",
            ["users"] = "1",
            ["categories"] = "1",
            ["menu-items"] = "1",
            ["restaurants"] = "1",
        };
    }

    private static string Path(string route, Dictionary<string, string> ids) =>
        System.Text.RegularExpressions.Regex.Replace(route, @"\{id[^}]*\}", _ => ids[ids.Keys.Single(part => route.Contains($"/{part}/", StringComparison.Ordinal))]);

    private static JsonNode? BodyOf(string route) => JsonNode.Parse(
        route.EndsWith("/status", StringComparison.Ordinal) ? """{"status":"preparing"}"""
        : route.EndsWith("/availability", StringComparison.Ordinal) ? """{"is_available":false}"""
        : route.EndsWith("/pay", StringComparison.Ordinal) ? """{"total":7.8}"""
        : route.Contains("/menu-items", StringComparison.Ordinal) ? """{"name":"Taken over","category_id":1,"price":1}"""
        : route.Contains("/users", StringComparison.Ordinal) ? """{"email":"taken@over.example","full_name":"Taken Over","role":"owner"}"""
        : route.Contains("/orders", StringComparison.Ordinal) ? """{"items":[{"menu_item_id":1,"quantity":1}]}"""
        : """{"name":"Taken over"}""");

    private async Task<string> AllAsync()
    {
        var all = await Task.WhenAll(((string[])["orders", "tables", "users", "categories", "menu-items"]).Select(list => _owner.GetAsync($"/api/v1/{list}/?limit=50")));
        return string.Join('\n', all.Append(await _owner.GetAsync("/api/v1/restaurants/1")).Select(one => one.ToJsonString()));
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(CafeClient client, string list) =>
        [.. (await client.GetAsync($"/api/v1/{list}/?limit=50"))["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
}

public sealed class Tenants_on_SQLite(CafeOnSqlite host) : TenantTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Tenants_on_PostgreSQL(CafeOnPostgreSql host) : TenantTests(host), IClassFixture<CafeOnPostgreSql>;
