using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V8, authorisation, where no address names what is somebody else's: rows in a body, tags, cursors, keys of repetition and codes of tables. Every
/// address is asked in <see cref="Api1ObjectTests"/>, <see cref="Api5FunctionTests"/>, <c>Cafe.TenantTests</c> and <c>Workforce.WrongCompanyTests</c>.
/// </summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R15")]
[Trait("Requirement", "R89")]
public abstract class Asvs8AuthorisationTests(AttackedHost host)
{
    private const string Cafe = "/cafe/api/v1";

    [Fact]
    public async Task A_body_that_names_a_row_of_another_restaurant_is_refused_and_tells_nothing_of_it()
    {
        var (theirs, own) = (await MenuAsync(AttackedPeople.Owner), await MenuAsync(AttackedPeople.OtherOwner));
        var table = (long)(await FirstAsync("tables", AttackedPeople.Owner))["id"]!;
        var before = (await host.SendAsync("GET", $"{Cafe}/tables/{table}/bill", AttackedPeople.Owner)).Text;
        foreach (var (method, path, body) in new[]
        {
            ("POST", "orders/", $$"""{"items":[{"menu_item_id":{{theirs["id"]}},"quantity":1}]}"""),
            ("POST", "orders/", $$"""{"items":[{"menu_item_id":{{own["id"]}},"quantity":1},{"menu_item_id":{{theirs["id"]}},"quantity":1}]}"""),
            ("POST", "orders/", $$"""{"items":[{"menu_item_id":{{own["id"]}},"quantity":1,"modifiers":[{{theirs["modifiers"]![0]!["id"]}}]}]}"""),
            ("POST", "orders/", $$"""{"items":[{"menu_item_id":{{own["id"]}},"quantity":1}],"table_id":{{table}}}"""),
            ("POST", "menu-items/", $$"""{"name":"Taken","price":1,"category_id":{{theirs["category_id"]}}}"""),
            ("PUT", $"menu-items/{own["id"]}", $$"""{"name":"{{own["name"]}}","price":1,"category_id":{{theirs["category_id"]}}}"""),
        })
        {
            var answer = await host.SendAsync(method, $"{Cafe}/{path}", AttackedPeople.OtherOwner, body, ("If-Match", $"\"{own["version"]}\""));

            answer.Status.ShouldBe(422, $"{body}: {answer.Text}");
            answer.Text.ShouldNotContain((string)theirs["name"]!);
        }

        (await host.SendAsync("GET", $"{Cafe}/tables/{table}/bill", AttackedPeople.Owner)).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("tables/1")]
    [InlineData("users/1")]
    [InlineData("categories/1")]
    [InlineData("menu-items/1")]
    [InlineData("restaurants/1")]
    public async Task The_tag_of_what_is_somebody_elses_is_404_and_never_304_or_412(string path)
    {
        var tag = (await host.SendAsync("GET", $"{Cafe}/{path}", AttackedPeople.Owner)).Header("ETag").ShouldNotBeNull();

        foreach (var sent in (string[])[tag, "*", $"{tag}, \"x\"", $"W/{tag}"])
        {
            (await host.SendAsync("GET", $"{Cafe}/{path}", AttackedPeople.OtherOwner, null, ("If-None-Match", sent))).Status.ShouldBe(404, sent);
        }

        (await host.SendAsync("GET", $"{Cafe}/{path}", AttackedPeople.OtherOwner, null, ("If-Match", "\"0\""))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_kept_list_of_one_restaurant_answers_no_other()
    {
        foreach (var list in (string[])["categories/", "menu-items/", "tables/", "orders/"])
        {
            var ours = await host.SendAsync("GET", $"{Cafe}/{list}", AttackedPeople.Owner);
            var theirs = await host.SendAsync("GET", $"{Cafe}/{list}", AttackedPeople.OtherOwner, null, ours.Header("ETag") is { } tag ? [("If-None-Match", tag)] : []);

            theirs.Status.ShouldBe(200, list);
            IdsOf(theirs).Intersect(IdsOf(ours)).ShouldBeEmpty(list);
        }
    }

    [Fact]
    public async Task A_cursor_into_somebody_elses_orders_shows_none_of_them()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await host.SendAsync("POST", "/grocery/api/v1/orders/", AttackedPeople.Shopper, """{"items":[{"product_id":1,"quantity":1}]}""")).Status.ShouldBe(201);
        }

        var page = await host.SendAsync("GET", "/grocery/api/v2/orders?limit=1", AttackedPeople.Shopper);
        var cursor = Uri.EscapeDataString((string)page.Json["next_cursor"]!);
        IdsOf(await host.SendAsync("GET", $"/grocery/api/v2/orders?limit=1&cursor={cursor}", AttackedPeople.Shopper)).ShouldNotBeEmpty();

        foreach (var who in (string?[])[AttackedPeople.OtherShopper, null])
        {
            var answer = await host.SendAsync("GET", $"/grocery/api/v2/orders?limit=1&cursor={cursor}", who);

            answer.Status.ShouldBeOneOf(200, 400, 401);
            (answer.Status == 200 ? IdsOf(answer) : []).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_key_of_repetition_is_one_restaurants_own()
    {
        var (key, body) = ($"{Guid.NewGuid()}", $$"""{"name":"{{Guid.NewGuid():n}}","seats":2}""");
        var ours = await host.SendAsync("POST", $"{Cafe}/tables/", AttackedPeople.Owner, body, ("Idempotency-Key", key));
        var theirs = await host.SendAsync("POST", $"{Cafe}/tables/", AttackedPeople.OtherOwner, body, ("Idempotency-Key", key));

        (ours.Status, theirs.Status).ShouldBe((201, 201), theirs.Text);
        theirs.Header("Idempotency-Replayed").ShouldBeNull();
        ((long)theirs.Json["id"]!).ShouldNotBe((long)ours.Json["id"]!);
        (await host.SendAsync("GET", $"{Cafe}/tables/{theirs.Json["id"]}", AttackedPeople.Owner)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_code_on_a_table_opens_nothing_of_the_staffs_and_nobody_elses_bill()
    {
        var code = await CodeAsync(AttackedPeople.Owner);
        var (theirs, hers) = (await host.SendAsync("GET", $"{Cafe}/bill", null, null, ("X-Table-Token", await CodeAsync(AttackedPeople.OtherOwner))), await host.SendAsync("GET", $"{Cafe}/bill", null, null, ("X-Table-Token", code)));
        (theirs.Status, hers.Status).ShouldBe((200, 200));
        ((long)theirs.Json["table_id"]!).ShouldNotBe((long)hers.Json["table_id"]!);

        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { Service: "cafe", IsOpen: false, IsAccounts: false }))
        {
            var answer = await host.SendAsync(endpoint.Method, endpoint.Path, null, endpoint.Body is null ? null : "{}", [("X-Table-Token", code), .. endpoint.Headers]);

            answer.Status.ShouldBe(401, $"{endpoint.Call}: {answer.Text}");
        }
    }

    private async Task<JsonNode> FirstAsync(string list, string who) => (await host.SendAsync("GET", $"{Cafe}/{list}/?limit=1", who)).Json["items"]![0]!;

    // With what can be had with it.
    private async Task<JsonNode> MenuAsync(string who) => (await host.SendAsync("GET", $"{Cafe}/menu-items/{await WithModifiersAsync(who)}", who)).Json;

    private async Task<long> WithModifiersAsync(string who)
    {
        var category = (await FirstAsync("categories", who))["id"];
        return (long)(await host.SendAsync("GET", $"{Cafe}/menu-items/?category_id={category}&limit=1", who)).Json["items"]![0]!["id"]!;
    }

    private async Task<string> CodeAsync(string who) =>
        (string)(await host.SendAsync("POST", $"{Cafe}/tables/{(await FirstAsync("tables", who))["id"]}/code", who)).Json["token"]!;

    private static IReadOnlyList<string> IdsOf(Struck list) => [.. list.Json["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
}

[Collection(Attacked.Name)]
public sealed class Authorisation_on_SQLite(AttackedHost host) : Asvs8AuthorisationTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Authorisation_on_PostgreSQL(AttackedOnPostgreSql host) : Asvs8AuthorisationTests(host);
