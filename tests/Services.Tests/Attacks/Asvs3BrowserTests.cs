using System.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V3, what a web page of somebody else's can do in a browser: origins that look like the one that may call, and writes that need no preflight.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R7")]
public sealed class Asvs3BrowserTests(AttackedHost host)
{
    private static readonly string[] Paths = ["/grocery/api/v2/products", "/workforce/api/etter/users", "/cafe/api/v1/orders/", "/grocery/api/v2/profile", "/rides/mine", "/nowhere"];

    [Theory]
    [InlineData("null")]
    [InlineData("*")]
    [InlineData("https://evil.example")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example.evil.test")]
    [InlineData("https://evil-shop.example")]
    [InlineData("https://shop.example:8443")]
    [InlineData("https://sub.shop.example")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example.")]
    [InlineData("https://shop.example%60.evil.test")]
    [InlineData("https://shop.example, https://evil.example")]
    [InlineData("https://user@shop.example")]
    [InlineData("file://")]
    [InlineData("chrome-extension://abcdefgh")]
    public async Task A_hostile_origin_gets_no_leave_with_or_without_a_preflight(string origin)
    {
        foreach (var path in Paths)
        {
            var plain = await host.SendAsync("GET", path, null, null, ("Origin", origin));
            var preflight = await host.SendAsync("OPTIONS", path, null, null, ("Origin", origin), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization"));

            foreach (var answer in (Struck[])[plain, preflight])
            {
                answer.Headers.Keys.Where(name => name.StartsWith("Access-Control-Allow", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty($"{origin} {path}");
                answer.Header("Vary").ShouldNotBeNull(path).ShouldContain("Origin");
            }
        }
    }

    [Fact]
    public async Task The_origin_that_may_is_named_and_never_a_star()
    {
        foreach (var path in Paths)
        {
            var answer = await host.SendAsync("GET", path, null, null, ("Origin", AttackedHost.Origin));

            answer.Header("Access-Control-Allow-Origin").ShouldBe(AttackedHost.Origin, path);
            answer.Header("Access-Control-Allow-Credentials").ShouldBe("true", path);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/json-evil")]
    [InlineData(null)]
    public async Task What_a_form_of_another_page_can_send_is_415_at_every_endpoint(string? type)
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { IsWrite: true, Body: not null, IsAccounts: false }))
        {
            var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
            if (type is not null)
            {
                body.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            var answer = await host.StrikeAsync(endpoint.Method, endpoint.Path, body, [("Authorization", $"Bearer {host.Tokens[AttackedPeople.MightiestAt(endpoint.Service)]}"), .. endpoint.Headers]);

            answer.Status.ShouldBe(415, $"{endpoint.Call}: {answer.Text}");
        }
    }

    [Fact]
    public async Task Nobody_is_known_by_a_cookie()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var answer = await host.SendAsync("POST", $"{accounts}/login", null, """{"email":"nobody@example.com","password":"long enough"}""", ("X-Forwarded-For", "198.51.100.10"));

            answer.Header("Set-Cookie").ShouldBeNull(service);
        }
    }
}
