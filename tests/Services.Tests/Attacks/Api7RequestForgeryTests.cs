using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Outgoing;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// OWASP API7, server side request forgery: every address that a caller may give, led to a canary on this machine. Redirects, names and DNS answers that change
/// are attacked in <c>PublicAddressHandlerTests</c>.
/// </summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
public sealed class Api7RequestForgeryTests(AttackedHost host)
{
    [Fact]
    public async Task No_address_in_any_member_is_ever_called()
    {
        using var canary = new Canary();
        foreach (var address in canary.Addresses)
        {
            var made = await host.SendAsync("POST", "/grocery/api/v2/products", AttackedPeople.ShopStaff, $$"""{"name":"Pictured","price":1,"description":{{Json(address)}},"image_url":{{Json(address)}}}""");
            if (made.Status == 201)
            {
                await host.SendAsync("GET", $"/grocery/api/v2/products/{made.Json["id"]}");
                await host.SendAsync("GET", $"/grocery/admin/products/{made.Json["id"]}/image", AttackedPeople.ShopStaff);
            }

            await host.SendAsync("POST", "/workforce/api/etter/documents", AttackedPeople.Employee, $$"""{"title":"Fetched","content":{{Json(address)}}}""");
            await host.SendAsync("POST", "/cafe/api/v1/menu-items/", AttackedPeople.Owner, $$"""{"name":{{Json(address)}},"category_id":1,"price":1}""");
            await host.SendAsync("POST", "/rides/", AttackedPeople.Rider, $$"""{"pickup":{"lat":1,"lon":1,"name":{{Json(address)}}},"dropoff":{"lat":1.1,"lon":1,"name":{{Json(address)}} } }""");
            await host.SendAsync("POST", $"/rides/payments/{Guid.NewGuid()}/pay", AttackedPeople.Rider, $$"""{"method":{{Json(address)}}}""", ("Idempotency-Key", $"{Guid.NewGuid()}"));
        }

        canary.HasSung.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_fetches_what_a_caller_gives_is_led_nowhere_inward()
    {
        using var canary = new Canary();
        using var client = PublicClient();
        foreach (var address in canary.Addresses.Where(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http"))
        {
            var refused = await Should.ThrowAsync<Exception>(client.GetAsync(address));

            // A name that this machine does not know is not reached either.
            (refused is AddressRefusedException || refused.InnerException is AddressRefusedException or System.Net.Sockets.SocketException).ShouldBeTrue($"{address}: {refused}");
        }

        canary.HasSung.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Host", "evil.example")]
    [InlineData("X-Forwarded-Server", "evil.example")]
    public async Task No_answer_and_no_mail_names_a_host_that_a_header_says(string header, string value)
    {
        var email = $"{Guid.NewGuid():n}@example.com";
        var answers = new[]
        {
            await host.SendAsync("GET", "/grocery/api/v1/products/?size=1", null, null, (header, value)),
            await host.SendAsync("GET", "/grocery/api/v2/products?limit=1", null, null, (header, value)),
            await host.SendAsync("POST", "/grocery/api/v1/orders/", null, """{"items":[{"product_id":1,"quantity":1}]}""", (header, value)),
            await host.SendAsync("POST", "/grocery/api/v2/register", null, $$"""{"email":"{{email}}","password":"long enough"}""", (header, value)),
            await host.SendAsync("POST", "/rides/users/register", null, $$"""{"email":"{{email}}","password":"long enough"}""", (header, value)),
            await host.SendAsync("GET", "/rides/mine?limit=1", AttackedPeople.Rider, null, (header, value)),
        };

        answers.ShouldAllBe(answer => answer.Status < 500);
        answers.SelectMany(answer => answer.Headers.Values.Append(answer.Text)).ShouldAllBe(text => !text.Contains(value, StringComparison.Ordinal));
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    // As a service gets it: by the two words of the guide.
    private static HttpClient PublicClient()
    {
        var app = TestApp.Build(builder => { builder.AddSeaworthy(); builder.Services.AddHttpClient("given").ToPublicAddresses(); }, app => app.UseSeaworthy());
        return app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("given");
    }
}
