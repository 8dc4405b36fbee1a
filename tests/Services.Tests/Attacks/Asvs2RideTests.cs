using System.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V2 at the rides: what nobody may say himself, or only somebody else: that a ride is paid, what it costs, and where a driver is.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R11")]
public sealed class Asvs2RideTests(AttackedHost host)
{
    [Theory]
    [InlineData("""{"method":"4111111111111111"}""")]
    [InlineData("""{"method":"card-ok","amount":0}""")]
    [InlineData("""{"method":"card-ok","amount":-5,"currency":"XXX"}""")]
    [InlineData("""{"method":"card-ok","state":"paid"}""")]
    [InlineData("""{"method":"../charges?x="}""")]
    public async Task Nobody_says_himself_what_he_pays_and_no_card_is_kept(string body)
    {
        var answer = await host.SendAsync("POST", $"/rides/payments/{Guid.NewGuid()}/pay", AttackedPeople.Rider, body, ("Idempotency-Key", $"{Guid.NewGuid()}"));

        answer.Status.ShouldBe(400, answer.Text);
        answer.Text.ShouldNotContain("4111111111111111");
    }

    [Fact]
    public async Task Nobody_but_the_provider_says_that_a_ride_is_paid_and_he_says_it_of_what_was_begun_alone()
    {
        var ride = await AttackedRide.OwedAsync(host);
        var payment = (string)(await ride.PaymentAsync())["id"]!;
        foreach (var reference in (string[])[$"{payment}:1", $"{payment}:0", $"{payment}:-1", $"{payment}", $"{ride.Id}:1", $"{payment}:99999999999999999999"])
        {
            var told = $$"""{"id":"ch_1","reference":"{{reference}}","status":"succeeded"}""";
            (await host.SendAsync("POST", AttackedHost.Webhook, null, told)).Status.ShouldBe(401, reference);
            (await host.SendAsync("POST", AttackedHost.Webhook, null, told, ("X-Api-Key", "sk_of_nobody"))).Status.ShouldBe(401, reference);
            (await TellAsync("webhooks-of-the-stand-in-at-a-desk", told)).ShouldBe(401, "what stands in the code is nobody's secret");
            (await TellAsync(null, told)).ShouldBe(404, reference);
        }

        ((string)(await ride.Rider.GetAsync($"/payments/{ride.Id}"))["state"]!).ShouldBe("due");
        ((string)(await ride.Rider.GetAsync($"/{ride.Id}"))["payment"]!).ShouldBe("owed");
    }

    [Fact]
    public async Task Where_a_driver_is_he_says_himself_and_nobody_else_and_never_of_tomorrow()
    {
        var ride = await AttackedRide.NewAsync(host);
        var id = (long)(await ride.Driver.GetAsync("/drivers/me"))["id"]!;
        var before = await PlaceAsync(id);
        foreach (var (who, body, status) in new[]
        {
            (AttackedPeople.Rider, """{"lat":1,"lon":1}""", 404), (AttackedPeople.OtherDriver, $$"""{"lat":1,"lon":1,"id":{{id}}}""", 400), (AttackedPeople.OtherDriver, $$"""{"lat":1,"lon":1,"driver_id":{{id}}}""", 400),
            (AttackedPeople.OtherDriver, """{"lat":1e400,"lon":1}""", 400), (AttackedPeople.OtherDriver, """{"lat":"1","lon":1}""", 400), (AttackedPeople.OtherDriver, """{"lat":90.0000001,"lon":1}""", 400),
            (AttackedPeople.OtherDriver, """{"lat":NaN,"lon":1}""", 400), (AttackedPeople.OtherDriver, """{"lat":1,"lon":1,"at":"9999-12-31T23:59:59Z"}""", 204),
        })
        {
            (await host.SendAsync("PUT", "/rides/drivers/me/position", who, body)).Status.ShouldBe(status, $"{who}: {body}");
        }

        (await PlaceAsync(id)).ShouldBe(before);
        (await host.SendAsync("PUT", "/rides/drivers/me/position", AttackedPeople.OtherDriver, """{"lat":2,"lon":2}""")).Status.ShouldBe(204);
        var own = (await host.SendAsync("GET", "/rides/drivers/me/positions", AttackedPeople.OtherDriver)).Json["items"]!.AsArray();
        own.ShouldAllBe(line => (DateTime)line!["at"]! < TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1), "a phone whose clock is ahead means now");
    }

    private async Task<int> TellAsync(string? secret, string told)
    {
        using var provider = secret is null ? host.Provider() : host.Provider(secret);
        using var body = new StringContent(told, Encoding.UTF8, "application/json");
        using var answer = await provider.PostAsync(new Uri(AttackedHost.Webhook, UriKind.Relative), body);
        return (int)answer.StatusCode;
    }

    private async Task<string> PlaceAsync(long driver)
    {
        var shown = await host.AtRides(AttackedPeople.RideOperator).GetAsync($"/drivers/{driver}");
        return $"{shown["lat"]} {shown["lon"]} {shown["position_at"]}";
    }
}
