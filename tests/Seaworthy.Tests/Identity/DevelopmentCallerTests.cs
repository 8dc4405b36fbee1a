using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.Tests.Identity;

/// <summary>Who says who he is, at a desk: the application's policies see him as anybody who is signed in, with an e-mail, and with the roles of a demo user.</summary>
[Trait("Requirement", "R10")]
public sealed class DevelopmentCallerTests
{
    [Theory]
    [InlineData("Development", "/me", 200)]
    [InlineData("Development", "/staff", 403)]
    [InlineData("Production", "/me", 401)]
    [InlineData("Production", "/staff", 401)]
    public async Task In_Development_he_is_signed_in_and_elsewhere_a_stranger(string environment, string path, int status)
    {
        await using var app = await StartAsync(environment);

        using var answer = await app.Client.SendAsync(Request(path, "Development Ada@example.com"));

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("Development", "boss@example.com", 200)]
    [InlineData("Development", "BOSS@example.com", 200)]
    [InlineData("Development", "guest@example.com", 403)]
    [InlineData("Development", "elsewhere@example.com", 403)]
    [InlineData("Production", "boss@example.com", 401)]
    public async Task A_demo_user_has_his_roles_at_his_own_service(string environment, string email, int status)
    {
        await using var app = await StartAsync(
            environment, service => [new(service, "boss@example.com", "", "", ["staff"]), new(service, "guest@example.com", "", "", []), new("another", "elsewhere@example.com", "", "", ["staff"])]);

        using var answer = await app.Client.SendAsync(Request("/staff", $"Development {email}"));

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task The_endpoint_sees_his_email_and_an_own_sign_in_wins()
    {
        await using var app = await StartAsync("Development");
        using var own = Request("/me", "Development ada@example.com");
        own.Headers.Add("Who", "sub=1; email=eve@example.com");

        using var said = await app.Client.SendAsync(Request("/me", "Development Ada@example.com"));
        using var signed = await app.Client.SendAsync(own);

        (await said.Content.ReadAsStringAsync()).ShouldBe("ada@example.com");
        (await signed.Content.ReadAsStringAsync()).ShouldBe("eve@example.com");
    }

    private static HttpRequestMessage Request(string path, string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private static Task<TestApp> StartAsync(string environment, Func<string, DemoUser[]>? demo = null) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            SayWho.Add(builder.Services);
            Array.ForEach(demo?.Invoke(builder.Environment.ApplicationName) ?? [], user => builder.Services.AddSingleton(user));
            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/me", (HttpContext context) => context.User.FindFirst("email")?.Value).RequireAuthorization();
            app.MapGet("/staff", () => "for staff").RequireRole("staff");
        });
}
