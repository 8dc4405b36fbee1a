using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Cafe;
using Seaworthy.Pipeline;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>API keys of a restaurant: tills, kitchen screens and platforms that deliver come in where a word names their scope, to their restaurant alone.</summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R15")]
public abstract class KeyTests(CafeOnSqlite host)
{
    private const string Service = "cafe";
    private const long Ours = 1, Theirs = 2;
    private static readonly string[] All = [KeyScopes.MenuRead, KeyScopes.MenuWrite, KeyScopes.OrdersRead, KeyScopes.OrdersWrite, KeyScopes.BillsPay];
    private readonly CafeClient _owner = new(host);
    private readonly CafeEndpoints _endpoints = new(host);

    [Fact]
    public async Task Each_scope_opens_what_names_it_and_nothing_more()
    {
        var ids = await _endpoints.IdsAsync();
        _endpoints.All.Select(ScopeOf).OfType<string>().Distinct().ShouldBe(All, ignoreOrder: true);

        foreach (var scope in All)
        {
            var program = await ProgramAsync(Ours, scope);
            foreach (var plan in _endpoints.All)
            {
                var status = await StatusAsync(program, plan, ids);

                (status == HttpStatusCode.Forbidden).ShouldBe(ScopeOf(plan) != scope, $"{plan.Methods[0]} {plan.Route} with {scope}: {status}");
                status.ShouldNotBe(HttpStatusCode.Unauthorized, plan.Route);
            }
        }
    }

    [Fact]
    public async Task A_key_without_a_scope_and_one_with_all_of_them_and_another_restaurants_change_nothing_that_is_ours()
    {
        var (ids, before) = (await _endpoints.IdsAsync(), await _endpoints.AllAsync());
        var (nothing, theirs) = (await ProgramAsync(Ours), await ProgramAsync(Theirs, All));

        foreach (var plan in _endpoints.All)
        {
            (await StatusAsync(nothing, plan, ids)).ShouldBe(HttpStatusCode.Forbidden, plan.Route);
            if (plan.Route.Contains("{id", StringComparison.Ordinal))
            {
                (await StatusAsync(theirs, plan, ids)).ShouldBe(ScopeOf(plan) is null ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, plan.Route);
            }
        }

        foreach (var list in CafeEndpoints.Lists.Except(["users"]))
        {
            (await CafeEndpoints.NumbersAsync(theirs, list)).Intersect(await CafeEndpoints.NumbersAsync(_owner, list)).ShouldBeEmpty(list);
        }

        (await _endpoints.AllAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_till_orders_for_a_table_moves_the_order_along_and_takes_the_money()
    {
        var (id, text) = await host.App.NewKeyAsync(Service, $"{Ours}", All);
        var till = _owner.WithKey(text);
        var table = await _owner.PostAsync("/api/v1/tables/", new { name = $"T{Guid.NewGuid():N}"[..20], seats = 2 });
        var order = await till.OrderAsync(item: 3, table: (long)table["id"]!);

        await till.MoveAsync(order, "preparing", "ready", "served");
        var bill = await till.GetAsync($"/api/v1/tables/{table["id"]}/bill");
        await till.PostAsync($"/api/v1/tables/{table["id"]}/bill/pay", new { total = (decimal)bill["total"]! }, HttpStatusCode.OK);

        ((string)(await _owner.GetAsync($"/api/v1/orders/{order}"))["status"]!).ShouldBe("paid");
        var lines = (await _owner.GetAsync($"/api/v1/trail?limit=100&who={id}"))["items"]!.AsArray();
        lines.Select(line => $"{line!["who_kind"]} {line["action"]} {line["object_kind"]}").ShouldBe(
            ["key bill-paid table", "key served order", "key ready order", "key preparing order"], ignoreOrder: false);
    }

    [Fact]
    public async Task What_is_in_the_making_is_cancelled_by_people()
    {
        var till = await ProgramAsync(Ours, All);
        var (placed, making) = (await till.OrderAsync(item: 3), await till.OrderAsync(item: 3));
        await till.MoveAsync(making, "preparing");

        await till.MoveAsync(placed, "cancelled");
        (await till.FailAsync(HttpMethod.Put, $"/api/v1/orders/{making}/status", HttpStatusCode.Forbidden, new { status = "cancelled" })).ShouldContain("only an owner or a manager");
    }

    [Fact]
    public async Task A_platform_sees_the_menu_of_its_own_restaurant_and_no_table_may_be_sent_along()
    {
        var (ours, theirs) = (await ProgramAsync(Ours, KeyScopes.MenuRead), await ProgramAsync(Theirs, KeyScopes.MenuRead));
        var before = (await CafeEndpoints.NumbersAsync(ours, "menu-items"), await CafeEndpoints.NumbersAsync(theirs, "menu-items"));

        before.Item1.ShouldNotBeEmpty();
        before.Item2.ShouldNotBeEmpty();
        before.Item1.Intersect(before.Item2).ShouldBeEmpty();
        (await CafeEndpoints.NumbersAsync(ours, "menu-items")).ShouldBe(before.Item1);
        var seated = new CafeClient(host, email: null, await _owner.CodeAsync(), (await host.App.NewKeyAsync(Service, $"{Ours}", All)).Text);
        (await seated.FailAsync(HttpMethod.Get, "/api/v1/menu-items/", HttpStatusCode.Forbidden)).ShouldContain("not both");
    }

    [Theory]
    [InlineData(null, "works for nobody")]
    [InlineData("harbour", "works for 'harbour'")]
    [InlineData("0", "works for '0'")]
    [InlineData("999999", "works for restaurant 999999, and there is none")]
    public async Task A_key_of_no_restaurant_is_told_how_to_make_another(string? tenant, string says)
    {
        var program = _owner.WithKey((await host.App.NewKeyAsync(Service, tenant, All)).Text);

        foreach (var path in (string[])["/api/v1/menu-items/", "/api/v1/menu-items/1", "/api/v1/orders/", "/api/v1/tables/1/bill", "/api/v1/kitchen/feed"])
        {
            var detail = await program.FailAsync(HttpMethod.Get, path, HttpStatusCode.Forbidden);
            detail.ShouldContain(says);
            detail.ShouldEndWith("seaworthy key add NAME --target cafe --tenant NUMBER --scope SCOPE.");
        }
    }

    [Fact]
    public async Task A_key_that_ended_or_was_revoked_is_401_everywhere_also_where_guests_are_served()
    {
        var ids = await _endpoints.IdsAsync();
        var (id, text) = await host.App.NewKeyAsync(Service, $"{Ours}", All);
        var (ended, revoked) = (_owner.WithKey(await host.App.EndedKeyAsync(Service, $"{Ours}", All)), _owner.WithKey(text));
        await revoked.GetAsync("/api/v1/orders/");
        (await host.App.KeysOf(Service).RevokeAsync(id, default)).ShouldBeTrue();

        foreach (var plan in _endpoints.All)
        {
            (await StatusAsync(ended, plan, ids)).ShouldBe(HttpStatusCode.Unauthorized, plan.Route);
            (await StatusAsync(revoked, plan, ids)).ShouldBe(HttpStatusCode.Unauthorized, plan.Route);
        }
    }

    [Fact]
    public async Task Whoever_asks_for_a_key_reads_in_the_description_which_scope_it_needs()
    {
        var paths = JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/openapi/v1.json"))!["paths"]!;

        ((string)paths["/cafe/api/v1/menu-items"]!["get"]!["description"]!).ShouldContain("an API key with scope menu:read");
        ((string)paths["/cafe/api/v1/kitchen/feed"]!["get"]!["description"]!).ShouldContain("scope orders:read or role owner or manager or barista");
    }

    private static string? ScopeOf(EndpointPlan plan) => plan.Access.KeyScope ?? plan.Access.Scopes.SingleOrDefault();

    private async Task<CafeClient> ProgramAsync(long restaurant, params string[] scopes) => _owner.WithKey((await host.App.NewKeyAsync(Service, $"{restaurant}", scopes)).Text);

    // The feed's answer does not end, and its status comes at once.
    private async Task<HttpStatusCode> StatusAsync(CafeClient program, EndpointPlan plan, Dictionary<string, string> ids)
    {
        var (method, route) = _endpoints.CallOf(plan);
        using var request = program.Request(method, CafeEndpoints.Path(route, ids), CafeEndpoints.BodyOf(route), ifMatch: "\"1\"");
        using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}

public sealed class Keys_on_SQLite(CafeOnSqlite host) : KeyTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Keys_on_PostgreSQL(CafeOnPostgreSql host) : KeyTests(host), IClassFixture<CafeOnPostgreSql>;
