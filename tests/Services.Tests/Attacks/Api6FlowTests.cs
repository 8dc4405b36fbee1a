using System.Globalization;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API6, unrestricted access to sensitive business flows: buying more than there is, at another price, or with somebody else's key.</summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R17")]
public abstract class Api6FlowTests(AttackedHost host)
{
    private const string Orders = "/grocery/api/v2/orders";

    [Fact]
    public async Task Of_five_that_are_left_twenty_buyers_at_once_get_five()
    {
        var product = await NewAsync(left: 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => OrderAsync($"{{\"product_id\":{product},\"quantity\":1}}", n % 2 == 0 ? AttackedPeople.Shopper : null)));

        answers.Count(answer => answer.Status == 201).ShouldBe(5);
        answers.Count(answer => answer.Status == 409).ShouldBe(15);
        (await LeftAsync(product)).ShouldBe(0);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("1e2")]
    [InlineData("9223372036854775808")]
    [InlineData("null")]
    public async Task Less_than_one_is_not_bought_and_nobody_is_paid_for_it(string quantity)
    {
        var product = await NewAsync(left: 5);

        (await OrderAsync($"{{\"product_id\":{product},\"quantity\":{quantity}}}", null)).Status.ShouldBeOneOf(400, 422);
        (await LeftAsync(product)).ShouldBe(5);
    }

    [Fact]
    public async Task A_price_of_the_buyers_own_buys_nothing()
    {
        var product = await NewAsync(left: 5);
        foreach (var line in (string[])["\"price\":0.01", "\"price\":0", "\"price\":-4"])
        {
            (await OrderAsync($"{{\"product_id\":{product},\"quantity\":1,{line}}}", null)).Status.ShouldBeOneOf(409, 422);
        }

        (await host.SendAsync("POST", Orders, null, $$"""{"items":[{"product_id":{{product}},"quantity":1}],"total":0.01}""", ("Idempotency-Key", $"{Guid.NewGuid()}"))).Status.ShouldBeOneOf(409, 422);
        (await LeftAsync(product)).ShouldBe(5);
    }

    [Fact]
    public async Task An_idempotency_key_of_somebody_else_shows_nothing_of_his_order()
    {
        var (product, key) = (await NewAsync(left: 50), $"{Guid.NewGuid()}");
        var body = $$"""{"items":[{"product_id":{{product}},"quantity":1}]}""";
        var his = (string)(await host.SendAsync("POST", Orders, AttackedPeople.Shopper, body, ("Idempotency-Key", key))).Json["id"]!;

        foreach (var who in (string?[])[AttackedPeople.OtherShopper, AttackedPeople.ShopStaff, null])
        {
            var answer = await host.SendAsync("POST", Orders, who, body, ("Idempotency-Key", key));

            answer.Text.ShouldNotContain(his, Case.Sensitive, who ?? "nobody");
            answer.Header("Idempotency-Replayed").ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_order_is_cancelled_once_however_many_cancel_it_at_once()
    {
        var product = await NewAsync(left: 5);
        var order = (string)(await OrderAsync($"{{\"product_id\":{product},\"quantity\":5}}", null)).Json["id"]!;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.SendAsync("POST", $"{Orders}/{order}/cancel")));

        (await LeftAsync(product)).ShouldBe(5);
    }

    private Task<Struck> OrderAsync(string line, string? who) => host.SendAsync("POST", Orders, who, $$"""{"items":[{{line}}]}""", ("Idempotency-Key", $"{Guid.NewGuid()}"));

    private async Task<long> NewAsync(int left)
    {
        var product = (long)(await host.SendAsync("POST", "/grocery/api/v2/products", AttackedPeople.ShopStaff, $$"""{"name":"Coveted {{Guid.NewGuid():n}}","price":4,"description":""}""")).Json["id"]!;
        (await host.SendAsync("PUT", string.Create(CultureInfo.InvariantCulture, $"/grocery/admin/products/{product}/stock"), AttackedPeople.ShopStaff, $$"""{"quantity":{{left}}}""")).Status.ShouldBe(200);
        return product;
    }

    private async Task<int> LeftAsync(long product) => (int)(await host.SendAsync("GET", $"/grocery/api/v2/products/{product}/stock")).Json["quantity"]!;
}

[Collection(Attacked.Name)]
public sealed class Flows_on_SQLite(AttackedHost host) : Api6FlowTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Flows_on_PostgreSQL(AttackedOnPostgreSql host) : Api6FlowTests(host);
