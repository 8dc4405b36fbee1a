namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// OWASP API1, broken object level authorisation: what is somebody's is asked for by somebody else who knows its id. Restaurants and companies
/// are attacked in the same way in <c>Cafe.TenantTests</c> and <c>Workforce.WrongCompanyTests</c>.
/// </summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R10")]
[Trait("Requirement", "R15")]
public abstract class Api1ObjectTests(AttackedHost host)
{
    private const string Cart = "/carts/{id";
    private const string Order = "/orders/{id";

    [Fact]
    public async Task A_cart_and_an_order_are_their_shoppers_alone_at_every_endpoint()
    {
        var (cart, order) = (await NewAsync("/grocery/api/v2/carts", null), await NewAsync("/grocery/api/v1/orders/", """{"items":[{"product_id":1,"quantity":1}]}"""));
        var before = await SeenAsync(cart, order);
        var theirs = host.Endpoints.Where(endpoint => endpoint is { Service: "grocery", IsDesk: false } && (endpoint.Plan.Route.Contains(Cart, StringComparison.Ordinal) || endpoint.Plan.Route.Contains(Order, StringComparison.Ordinal))).ToList();
        theirs.Count.ShouldBeGreaterThan(5);

        foreach (var endpoint in theirs)
        {
            var path = endpoint.Path.Replace("01890a5d-ac96-774b-bcce-b302099a8057", endpoint.Plan.Route.Contains(Cart, StringComparison.Ordinal) ? cart : order, StringComparison.Ordinal);
            foreach (var who in (string?[])[null, AttackedPeople.OtherShopper, AttackedPeople.ShopStaff])
            {
                var answer = await host.SendAsync(endpoint.Method, path, who, endpoint.Body is null ? null : """{"quantity":3}""", endpoint.Headers);

                answer.Status.ShouldBe(404, $"{endpoint.Call} as {who ?? "nobody"}: {answer.Text}");
            }
        }

        (await SeenAsync(cart, order)).ShouldBe(before);
    }

    [Fact]
    public async Task Somebody_elses_cart_is_not_ordered()
    {
        var cart = await NewAsync("/grocery/api/v2/carts", null);
        await host.SendAsync("PUT", $"/grocery/api/v2/carts/{cart}/items/1", AttackedPeople.Shopper, """{"quantity":1}""");

        foreach (var who in (string?[])[null, AttackedPeople.OtherShopper])
        {
            var answer = await host.SendAsync("POST", "/grocery/api/v1/orders/", who, $$"""{"cart_id":"{{cart}}"}""");

            answer.Status.ShouldBeOneOf(404, 422);
        }
    }

    [Fact]
    public async Task A_session_is_ended_by_its_owner_alone()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var mine = (await host.SendAsync("GET", $"{accounts}/sessions", AttackedPeople.MightiestAt(service))).Json;
            var id = (string)mine["items"]![0]!["id"]!;

            (await host.SendAsync("DELETE", $"{accounts}/sessions/{id}", AttackedPeople.LeastAt(service))).Status.ShouldBe(404, service);
            (await host.SendAsync("GET", $"{accounts}/profile", AttackedPeople.MightiestAt(service))).Status.ShouldBe(200, service);
        }
    }

    [Fact]
    public async Task An_id_that_is_guessed_or_bent_finds_nothing()
    {
        string[] ids = ["1", "0", "-1", "*", "%00", "..%2f..%2fusers", "01890a5d-ac96-774b-bcce-b302099a8057", "00000000-0000-0000-0000-000000000000", "1%20or%201=1", "9223372036854775808"];
        foreach (var id in ids)
        {
            (await host.SendAsync("GET", $"/grocery/api/v2/orders/{id}", AttackedPeople.OtherShopper)).Status.ShouldBeOneOf(400, 404);
        }
    }

    private async Task<string> NewAsync(string path, string? json)
    {
        var answer = await host.SendAsync("POST", path, AttackedPeople.Shopper, json);
        answer.Status.ShouldBe(201, answer.Text);
        return (string)answer.Json["id"]!;
    }

    private async Task<string> SeenAsync(string cart, string order) =>
        (await host.SendAsync("GET", $"/grocery/api/v2/carts/{cart}", AttackedPeople.Shopper)).Text + (await host.SendAsync("GET", $"/grocery/api/v2/orders/{order}", AttackedPeople.Shopper)).Text;
}

[Collection(Attacked.Name)]
public sealed class Objects_on_SQLite(AttackedHost host) : Api1ObjectTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Objects_on_PostgreSQL(AttackedOnPostgreSql host) : Api1ObjectTests(host);
