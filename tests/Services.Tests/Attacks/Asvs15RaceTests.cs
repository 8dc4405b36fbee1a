using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V15, coding and architecture: what many do at the same moment, members that nobody has described, and a caller who invents proxies. Stock is fought for
/// in <see cref="Api6FlowTests"/>, what costs much is asked for in <see cref="Api4ConsumptionTests"/>, members are added in <see cref="Api3PropertyTests"/>.
/// </summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R46")]
public abstract class Asvs15RaceTests(AttackedHost host)
{
    private const int AtOnce = 10;
    private const string Cafe = "/cafe/api/v1";
    private const string Shop = "/grocery/api/v2";

    [Fact]
    public async Task Of_many_changes_from_one_version_one_is_made()
    {
        foreach (var (path, who, body) in new[]
        {
            ($"{Shop}/products/2", AttackedPeople.ShopStaff, """{"name":"NAME","price":1,"description":""}"""),
            ($"{Cafe}/tables/2", AttackedPeople.Owner, """{"name":"NAME","seats":2}"""),
            ($"{Cafe}/categories/2", AttackedPeople.Owner, """{"name":"NAME"}"""),
            ($"{Cafe}/menu-items/2", AttackedPeople.Owner, """{"name":"NAME","category_id":1,"price":2}"""),
            ($"{Cafe}/users/2", AttackedPeople.Owner, """{"email":"manager@example.com","full_name":"Ada Marsh","role":"manager"}"""),
            ($"{Cafe}/restaurants/1", AttackedPeople.Owner, """{"name":"NAME"}"""),
            ("/workforce/api/etter/companies/1", AttackedPeople.Employee, """{"name":"NAME","industry":"Technology"}"""),
            ("/rides/drivers/me", AttackedPeople.RideOperator, """{"name":"Ada Driver","vehicle":"NAME","plate":"OP 1"}"""),
        })
        {
            var tag = (await host.SendAsync("GET", path, who)).Header("ETag").ShouldNotBeNull(path);

            var answers = await AtOnceAsync(n => host.SendAsync("PUT", path, who, body.Replace("NAME", $"Raced {n}", StringComparison.Ordinal), ("If-Match", tag)));

            answers.Count(answer => answer.Status == 200).ShouldBe(1, $"{path}: {answers[0].Text}");
            answers.Count(answer => answer.Status == 412).ShouldBe(AtOnce - 1, path);
        }
    }

    [Fact]
    public async Task A_bill_is_paid_once_however_many_pay_it_at_once()
    {
        var table = (await host.SendAsync("POST", $"{Cafe}/tables/", AttackedPeople.Owner, $$"""{"name":"{{Guid.NewGuid():n}}","seats":2}""")).Json["id"];
        var order = await host.SendAsync("POST", $"{Cafe}/orders/", AttackedPeople.Owner, $$"""{"items":[{"menu_item_id":1,"quantity":2}],"table_id":{{table}}}""");
        order.Status.ShouldBe(201, order.Text);
        foreach (var status in (string[])["preparing", "ready", "served"])
        {
            (await host.SendAsync("PUT", $"{Cafe}/orders/{order.Json["id"]}/status", AttackedPeople.Owner, $$"""{"status":"{{status}}"}""")).Status.ShouldBe(200);
        }

        var answers = await AtOnceAsync(_ => host.SendAsync("POST", $"{Cafe}/tables/{table}/bill/pay", AttackedPeople.Owner, $$"""{"total":{{order.Json["total"]}}}""", ("Idempotency-Key", $"{Guid.NewGuid()}")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1, answers[0].Text);
        answers.Count(answer => answer.Status == 409).ShouldBe(AtOnce - 1);
    }

    [Fact]
    public async Task A_cart_becomes_one_order_however_many_order_it_at_once()
    {
        var cart = (await host.SendAsync("POST", $"{Shop}/carts", AttackedPeople.Shopper)).Json["id"];
        (await host.SendAsync("PUT", $"{Shop}/carts/{cart}/items/3", AttackedPeople.Shopper, """{"quantity":2}""")).Status.ShouldBe(200);
        var before = (int)(await host.SendAsync("GET", $"{Shop}/products/3/stock")).Json["quantity"]!;

        var answers = await AtOnceAsync(_ => host.SendAsync("POST", $"{Shop}/orders", AttackedPeople.Shopper, $$"""{"cart_id":"{{cart}}"}""", ("Idempotency-Key", $"{Guid.NewGuid()}")));

        answers.Count(answer => answer.Status == 201).ShouldBe(1, answers[0].Text);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 404 || answer.Status == 409);
        ((int)(await host.SendAsync("GET", $"{Shop}/products/3/stock")).Json["quantity"]!).ShouldBe(before - 2);
    }

    [Fact]
    public async Task Of_the_codes_that_many_make_at_once_one_opens_the_table()
    {
        var codes = await AtOnceAsync(_ => host.SendAsync("POST", $"{Cafe}/tables/3/code", AttackedPeople.Owner));

        var bills = await Task.WhenAll(codes.Select(code => host.SendAsync("GET", $"{Cafe}/bill", null, null, ("X-Table-Token", (string)code.Json["token"]!))));

        bills.Count(bill => bill.Status == 200).ShouldBe(1);
        bills.Count(bill => bill.Status == 403).ShouldBe(AtOnce - 1);
    }

    [Fact]
    public async Task An_email_that_several_register_at_once_is_one_account_with_one_password()
    {
        const int Several = 3;
        var email = $"{Guid.NewGuid():n}@example.com";

        var made = await Task.WhenAll(Enumerable.Range(0, Several).Select(n => AskAsync("register", email, n)));
        var opened = await Task.WhenAll(Enumerable.Range(0, Several).Select(n => AskAsync("login", email, n)));

        made.ShouldAllBe(answer => answer.Status == 201, "whether there is one is nobody's business");
        opened.Count(answer => answer.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_invents_proxies_before_himself_is_counted_as_himself()
    {
        var answers = new List<Struck>();
        for (var n = 0; n < 21; n++)
        {
            answers.Add(await host.SendAsync("POST", $"{Cafe}/auth/password/reset", null, """{"token":"guessed","password":""}""", ("X-Forwarded-For", $"198.18.{n}.1, 10.0.0.{n}, 203.0.113.88"), ("X-Real-IP", $"198.18.{n}.2"), ("Forwarded", $"for=198.18.{n}.3")));
        }

        answers[..20].ShouldAllBe(answer => answer.Status == 400 || answer.Status == 422);
        answers[^1].Status.ShouldBe(429);
    }

    [Theory]
    [InlineData("grocery", "/grocery/openapi/v1.json", "/grocery/openapi/v2.json")]
    [InlineData("workforce", "/workforce/openapi/v1.json")]
    [InlineData("cafe", "/cafe/openapi/v1.json")]
    [InlineData("rides", "/rides/openapi/v1.json", "/rides/users/openapi/v1.json", "/rides/drivers/openapi/v1.json", "/rides/payments/openapi/v1.json")]
    public async Task No_answer_has_a_member_that_its_document_does_not_name(string service, params string[] documents)
    {
        var described = new HashSet<string>();
        foreach (var document in documents)
        {
            described.UnionWith(PropertiesOf((await host.SendAsync("GET", document)).Json));
        }

        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { Method: "GET", IsDesk: false } && endpoint.Service == service && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            var answer = await host.SendAsync("GET", endpoint.Path, AttackedPeople.MightiestAt(service));

            (answer.Status == 200 ? NamesOf(answer.Json) : []).Distinct().Except(described).ShouldBeEmpty(endpoint.Call);
        }
    }

    private static Task<Struck[]> AtOnceAsync(Func<int, Task<Struck>> send) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(send));

    private Task<Struck> AskAsync(string what, string email, int n) =>
        host.SendAsync("POST", $"{Shop}/{what}", null, $$"""{"email":"{{email}}","password":"password number {{n}}"}""", ("X-Forwarded-For", $"2001:db8:{email[..4]}:{n}::1"));

    private static IEnumerable<string> PropertiesOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => PropertiesOf(member.Value).Concat(member is { Key: "properties", Value: JsonObject properties } ? properties.Select(property => property.Key) : [])),
        JsonArray elements => elements.SelectMany(PropertiesOf),
        _ => [],
    };

    private static IEnumerable<string> NamesOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => NamesOf(member.Value).Prepend(member.Key)),
        JsonArray elements => elements.SelectMany(NamesOf),
        _ => [],
    };
}

[Collection(Attacked.Name)]
public sealed class Races_on_SQLite(AttackedHost host) : Asvs15RaceTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Races_on_PostgreSQL(AttackedOnPostgreSql host) : Asvs15RaceTests(host);
