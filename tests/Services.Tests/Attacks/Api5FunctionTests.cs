namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API5, broken function level authorisation: every endpoint as nobody, as somebody of another kind and with a key that is for something else.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R10")]
[Trait("Requirement", "R12")]
public sealed class Api5FunctionTests(AttackedHost host)
{
    // All that may be written without saying who one is, as far as words say: one that is added must be thought of, and written down here.
    private static readonly string[] OpenWrites =
    [
        "POST /grocery/api/v1/orders/", "POST /grocery/api/orders/", "POST /grocery/api/v2/carts", "PUT /grocery/api/v2/carts/{id:guid}/items/{product:long}",
        "DELETE /grocery/api/v2/carts/{id:guid}/items/{product:long}", "POST /grocery/api/v2/orders", "POST /grocery/api/v2/orders/{id:guid}/cancel", "POST /cafe/api/v1/orders/",
        "POST /rides/payments/webhooks/provider",
    ];

    // Of workforce, whose handlers refuse by their table of users: what is alike for all, and what says to somebody who he is.
    private static readonly string[] Shared =
    [
        "POST /workforce/api/etter/auth/check_auth",
        "GET /workforce/api/etter/master_companies", "POST /workforce/api/etter/simulation/v1", "GET /workforce/api/etter/roles", "GET /workforce/api/etter/roles/{id:long}",
        "GET /workforce/api/etter/roles/{id:long}/adjacency", "GET /workforce/api/etter/tasks", "GET /workforce/api/etter/tasks/autocomplete", "GET /workforce/api/etter/tasks/{id:long}",
        "GET /workforce/api/etter/master_companies/by-cursor", "GET /workforce/api/etter/roles/by-cursor", "GET /workforce/api/etter/tasks/by-cursor",
    ];

    private static readonly string[] Nothing = ["", "products:read", "orders:write", "products:writex", "admin", "PRODUCTS:WRITE"];

    [Fact]
    public async Task Whoever_is_nobody_is_401_wherever_it_is_not_for_everybody()
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => !endpoint.IsOpen))
        {
            var answer = await host.SendAsync(endpoint.Method, endpoint.Path, null, endpoint.Body is null ? null : "{}", endpoint.Headers);

            answer.Status.ShouldBe(401, $"{endpoint.Call}: {answer.Text}");
            answer.Header("WWW-Authenticate").ShouldNotBeNull(endpoint.Call);
        }
    }

    [Fact]
    public async Task Whoever_is_signed_in_and_has_no_part_in_it_is_403_at_every_endpoint_that_asks_for_one()
    {
        var asking = host.Endpoints.Where(endpoint => !endpoint.IsOpen && !endpoint.IsAccounts && !endpoint.IsRidersOwn).ToList();
        asking.Select(endpoint => endpoint.Service).Distinct().ShouldBe(["grocery", "cafe", "workforce", "todos", "rides"], ignoreOrder: true);

        foreach (var endpoint in asking)
        {
            var answer = await host.SendAsync(endpoint.Method, endpoint.Path, AttackedPeople.LeastAt(endpoint.Service), endpoint.Body is null ? null : "{}", endpoint.Headers);

            answer.Status.ShouldBe(403, $"{endpoint.Call}: {answer.Text}");
        }
    }

    [Fact]
    public async Task A_key_opens_what_its_scope_says_and_nothing_that_is_a_persons()
    {
        foreach (var scope in Nothing)
        {
            var key = await host.KeyAsync("grocery", scope.Length == 0 ? [] : [scope]);
            foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { Service: "grocery", IsOpen: false, IsAccounts: false }))
            {
                var answer = await host.StrikeAsync(endpoint.Method, endpoint.Path, null, [("X-Api-Key", key), .. endpoint.Headers]);

                answer.Status.ShouldBe(403, $"{endpoint.Call} with '{scope}': {answer.Text}");
            }
        }

        var (products, stock) = (await host.KeyAsync("grocery", "products:write"), await host.KeyAsync("grocery", "stock:write"));
        (await PutOnShelfAsync(products)).ShouldBe(201);
        (await PutOnShelfAsync(stock)).ShouldBe(403);
        (await CountAsync(stock)).ShouldBe(200);
        (await CountAsync(products)).ShouldBe(403);
        (await host.StrikeAsync("GET", "/grocery/admin/orders", null, ("X-Api-Key", stock))).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("workforce")]
    [InlineData("cafe")]
    public async Task A_key_of_a_tenant_opens_what_its_scopes_say_of_that_tenant_and_nothing_that_is_a_persons(string service)
    {
        var endpoints = host.Endpoints.Where(endpoint => endpoint.Service == service && !endpoint.IsAccounts && !Shared.Contains(endpoint.Call)).ToList();
        var all = endpoints.Select(endpoint => endpoint.Scope).OfType<string>().Distinct().ToList();
        var keys = new Dictionary<string, string>
        {
            ["no scope"] = await host.KeyOfAsync(service, 1),
            ["others' scopes"] = await host.KeyOfAsync(service, 1, "products:write", "admin", "owner", $"{all[0]}x", all[0].ToUpperInvariant()),
            ["no tenant"] = await host.KeyAsync(service, [.. all]),
            ["no such tenant"] = await host.KeyOfAsync(service, 999_999, all),
            ["all scopes"] = await host.KeyOfAsync(service, 1, all),
        };
        endpoints.Count.ShouldBeGreaterThan(20);

        foreach (var endpoint in endpoints)
        {
            foreach (var (name, key) in keys.Where(key => key.Key != "all scopes" || endpoint.Scope is null))
            {
                // A body that breaks rules is refused before anybody asks for whom the key works: those that keep them are in KeyTests.
                var answer = await host.StrikeAsync(endpoint.Method, Asked(endpoint), null, [("X-Api-Key", key), .. endpoint.Headers]);

                (answer.Status == 403 || (endpoint.Body is not null && answer.Status is 400 or 415 or 422)).ShouldBeTrue($"{endpoint.Call} with {name}: {answer.Status} {answer.Text}");
            }
        }
    }

    [Fact]
    public void What_may_be_written_by_anybody_is_written_down_here() =>
        host.Endpoints.Where(endpoint => endpoint is { IsOpen: true, IsWrite: true, IsAccounts: false } && endpoint.Service != "workforce").Select(endpoint => endpoint.Call).ShouldBe(OpenWrites, ignoreOrder: true);

    [Fact]
    public async Task Workforce_refuses_nobody_and_who_belongs_nowhere_at_all_that_is_not_alike_for_all()
    {
        var own = host.Endpoints.Where(endpoint => endpoint is { Service: "workforce", IsAccounts: false, IsDesk: false } && !Shared.Contains(endpoint.Call)).ToList();
        own.Count.ShouldBeGreaterThan(20);

        foreach (var endpoint in own)
        {
            // A body that breaks rules is refused before anybody asks whose it is: those that keep them are in WrongCompanyTests.
            var (nobody, stranger) = (await AsAsync(endpoint, null), await AsAsync(endpoint, AttackedPeople.Applicant));

            nobody.Status.ShouldBe(endpoint.Body is null ? 401 : 400, $"{endpoint.Call}: {nobody.Text}");
            stranger.Status.ShouldBe(endpoint.Body is null ? 403 : 400, $"{endpoint.Call}: {stranger.Text}");
        }
    }

    [Theory]
    [InlineData("/grocery/admin/orders/")]
    [InlineData("/grocery//admin/orders")]
    [InlineData("/grocery/./admin/orders")]
    [InlineData("/grocery/api/../admin/orders")]
    [InlineData("/grocery/%61dmin/orders")]
    [InlineData("/GROCERY/ADMIN/ORDERS")]
    [InlineData("/grocery/admin/orders;x=1")]
    [InlineData("/grocery/admin/orders%20")]
    [InlineData("/grocery/admin%2forders")]
    [InlineData("/grocery/admin/orders?_method=GET")]
    [InlineData("/grocery/admin/orders%00")]
    [InlineData("/grocery/admin/orders.json")]
    [InlineData("/rides/%61dmin/rides")]
    [InlineData("/RIDES/ADMIN/RIDES")]
    [InlineData("/rides/users/../admin/rides")]
    [InlineData("/rides//admin/rides")]
    [InlineData("/rides/admin/rides;x=1")]
    public async Task No_other_spelling_of_the_desks_address_is_open(string path)
    {
        using var raw = new Fuzz.RawConnection(host.App.Address);
        var answer = await raw.SendAsync(new("GET", path, [], Body: null, IsCut: false));

        answer!.Status.ShouldBeOneOf(400, 401, 404, 308);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-HTTP-Method", "DELETE")]
    [InlineData("X-Original-URL", "/grocery/api/v2/orders")]
    [InlineData("X-Rewrite-URL", "/grocery/api/v2/orders")]
    [InlineData("X-Forwarded-Prefix", "/grocery/admin")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    public async Task No_header_makes_another_request_of_it(string name, string value)
    {
        (await host.SendAsync("GET", "/grocery/api/v2/products/1", null, null, (name, value))).Status.ShouldBe(200);
        (await host.SendAsync("GET", "/grocery/admin/orders", null, null, (name, value))).Status.ShouldBeOneOf(401, 403);
        (await host.SendAsync("GET", "/grocery/admin/orders", AttackedPeople.ShopStaff, null, ("X-Forwarded-For", "203.0.113.9"), ("X-Client-IP", value))).Status.ShouldBe(403);
    }

    private static string Asked(AttackedEndpoint endpoint) => endpoint.Path + (endpoint.Plan.Route.EndsWith("/autocomplete", StringComparison.Ordinal) ? "?q=nord" : "");

    private Task<Struck> AsAsync(AttackedEndpoint endpoint, string? who) =>
        host.SendAsync(endpoint.Method, Asked(endpoint), who, endpoint.Body is null ? null : "{}", endpoint.Headers);

    private async Task<int> PutOnShelfAsync(string key) =>
        (await host.SendAsync("POST", "/grocery/api/v2/products", null, """{"name":"By a program","price":1,"description":""}""", ("X-Api-Key", key))).Status;

    private async Task<int> CountAsync(string key) => (await host.SendAsync("PUT", "/grocery/admin/products/1/stock", null, """{"quantity":1000}""", ("X-Api-Key", key))).Status;
}
