namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V2, validation and business logic: bodies that two readers would read in two ways. What may be bought is attacked in <see cref="Api6FlowTests"/>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R3")]
public sealed class Asvs2ValidationTests(AttackedHost host)
{
    [Theory]
    [InlineData("""{"x":1,"x":2}""")]
    [InlineData("""{"x":1,"\u0078":2}""")]
    [InlineData("""{"x":1} {"x":2}""")]
    [InlineData("""{"x":1,}""")]
    [InlineData("""{"x":1/*,"y":2*/}""")]
    [InlineData("""{'x':1}""")]
    [InlineData("""{"x":NaN}""")]
    [InlineData("""{"x":01}""")]
    [InlineData("""[{"x":1}]""")]
    [InlineData("")]
    public async Task A_body_that_is_not_one_object_said_once_is_refused_by_every_endpoint(string body)
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { IsWrite: true, Body: not null, IsAccounts: false }))
        {
            (await host.SendAsync(endpoint.Method, endpoint.Path, AttackedPeople.MightiestAt(endpoint.Service), body, endpoint.Headers)).Status.ShouldBeOneOf(400, 422);
        }
    }

    [Fact]
    public async Task A_steps_order_is_kept_whatever_is_asked_for()
    {
        var order = (string)(await host.SendAsync("POST", "/grocery/api/v1/orders/", null, """{"items":[{"product_id":1,"quantity":1}]}""")).Json["id"]!;

        foreach (var (status, expected) in new[] { ("delivered", 409), ("placed", 422), ("refunded", 422), ("Cancelled", 422), ("", 422) })
        {
            (await host.SendAsync("PUT", $"/grocery/admin/orders/{order}/status", AttackedPeople.ShopStaff, $$"""{"status":"{{status}}"}""")).Status.ShouldBeOneOf(expected, 409);
        }
    }

    [Fact]
    public async Task A_change_without_the_version_that_it_was_made_from_is_not_made()
    {
        foreach (var (path, who, body) in new[]
        {
            ("/grocery/api/v2/products/1", AttackedPeople.ShopStaff, """{"name":"Overwritten","price":1,"description":""}"""),
            ("/cafe/api/v1/restaurants/1", AttackedPeople.Owner, """{"name":"Overwritten"}"""),
            ("/workforce/api/etter/companies/1", AttackedPeople.Employee, """{"name":"Overwritten","industry":"x"}"""),
            ("/rides/drivers/me", AttackedPeople.OtherDriver, """{"name":"Ada Driver","vehicle":"Overwritten","plate":"OD 1"}"""),
        })
        {
            (await host.SendAsync("PUT", path, who, body)).Status.ShouldBe(428, path);
            (await host.SendAsync("PUT", path, who, body, ("If-Match", "\"999\""))).Status.ShouldBe(412, path);
            (await host.SendAsync("GET", path, who)).Text.ShouldNotContain("Overwritten");
        }
    }
}
