using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.OpenApi;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R49")]
public sealed class OpenApiSecurityTests
{
    private const string Opens = "Bearer ada";

    [Fact]
    public async Task A_scheme_called_Bearer_needs_no_word_and_others_are_described_by_their_names()
    {
        await using var app = await StartAsync(Map);
        var document = await ReadAsync(app);
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");

        OpenApiRules.Faults(document).ShouldBeEmpty();
        Members(schemes.GetProperty("Bearer")).ShouldBe("bearerFormat: JWT, scheme: bearer, type: http");
        Members(schemes.GetProperty("ApiKey")).ShouldBe("description: From the account page., in: header, name: X-API-Key, type: apiKey");
        Members(schemes.GetProperty("Basic")).ShouldBe("scheme: basic, type: http");
        schemes.EnumerateObject().Count().ShouldBe(3, "a scheme that nobody registered or described is not in the document");
    }

    [Theory]
    [InlineData("/secret", "Bearer")]
    [InlineData("/keys", "ApiKey")]
    [InlineData("/either", "ApiKey Basic")]
    [InlineData("/things", "Bearer")]
    public async Task An_operation_says_which_schemes_open_it_and_how_it_refuses(string path, string schemes)
    {
        await using var app = await StartAsync(Map);
        var operation = await OperationAsync(app, path);
        using var refused = await app.Client.GetAsync(path);

        Security(operation).ShouldBe(schemes.Split(' '), ignoreOrder: true);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var status in (string[])["401", "403"])
        {
            var content = operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty(refused.Content.Headers.ContentType!.MediaType!);
            content.GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Error");
            content.GetProperty("example").GetProperty("status").GetInt32().ToString().ShouldBe(status);
        }
    }

    [Theory]
    [InlineData("/open")]
    [InlineData("/secret/door")]
    public async Task An_open_operation_says_nothing(string path)
    {
        await using var app = await StartAsync(Map);
        var operation = await OperationAsync(app, path);

        operation.TryGetProperty("security", out _).ShouldBeFalse();
        operation.GetProperty("responses").TryGetProperty("401", out _).ShouldBeFalse();
        operation.GetProperty("responses").TryGetProperty("403", out _).ShouldBeFalse();
        (await app.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_fallback_policy_guards_what_says_nothing_itself()
    {
        await using var app = await StartAsync(Map, authorization => authorization.FallbackPolicy = authorization.DefaultPolicy);

        Security(await OperationAsync(app, "/open")).ShouldBe(["Bearer"]);
        (await OperationAsync(app, "/secret/door")).TryGetProperty("security", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Behind_a_default_scheme_that_nobody_described_stands_any_described_one()
    {
        await using var app = await StartAsync(Map, options: seaworthy => seaworthy.OpenApi.SecuritySchemes.Remove("Bearer"));

        Security(await OperationAsync(app, "/secret")).ShouldBe(["ApiKey", "Basic"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_application_without_authentication_has_no_schemes()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapGet("/open", () => "open"), ("Seaworthy:OpenApi:Enabled", "true"));
        var document = await ReadAsync(app);

        (document.TryGetProperty("components", out var components) && components.TryGetProperty("securitySchemes", out _)).ShouldBeFalse();
    }

    private static Task<TestApp> StartAsync(
        Action<IEndpointRouteBuilder> map, Action<AuthorizationOptions>? authorization = null, Action<SeaworthyOptions>? options = null) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.AddSeaworthy(seaworthy =>
            {
                seaworthy.OpenApi.SecuritySchemes["ApiKey"] = SecurityScheme.ApiKey("X-API-Key") with { Description = "From the account page." };
                seaworthy.OpenApi.SecuritySchemes["Nobody"] = SecurityScheme.Bearer();
                options?.Invoke(seaworthy);
            });
            builder.Services.AddControllers().AddApplicationPart(typeof(OpenApiSecurityTests).Assembly);
            builder.Services.AddAuthentication("Bearer")
                .AddScheme<HeaderSchemeOptions, HeaderScheme>("Bearer", scheme => scheme.Opens = Opens)
                .AddScheme<HeaderSchemeOptions, HeaderScheme>("Basic", scheme => scheme.Opens = "Basic YWRhOmFkYQ==")
                .AddScheme<HeaderSchemeOptions, HeaderScheme>("Cookies", scheme => scheme.Header = "Cookie")
                .AddScheme<HeaderSchemeOptions, HeaderScheme>("ApiKey", scheme => (scheme.Header, scheme.Opens) = ("X-API-Key", "ada"));
            builder.Services.AddAuthorization(authorization ?? (_ => { }));
        },
        app =>
        {
            app.UseSeaworthy();
            app.UseAuthentication();
            app.UseAuthorization();
            map(app);
        });

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/open", () => "open");
        var secret = routes.MapGroup("/secret").RequireAuthorization();
        secret.MapGet("/", () => "secret");
        secret.MapGet("/door", () => "door").AllowAnonymous();
        routes.MapGet("/keys", () => "keys").RequireAuthorization(policy => policy.AddAuthenticationSchemes("ApiKey").RequireAuthenticatedUser());
        routes.MapGet("/either", () => "either").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ApiKey,Basic" });
        routes.MapControllers().RequireAuthorization();
    }

    private static async Task<JsonElement> ReadAsync(TestApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Add("Authorization", Opens); // a fallback policy guards the document too
        using var response = await app.Client.SendAsync(request);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task<JsonElement> OperationAsync(TestApp app, string path) => (await ReadAsync(app)).GetProperty("paths").GetProperty(path).GetProperty("get");

    private static string Members(JsonElement scheme) =>
        string.Join(", ", scheme.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}: {member.Value}"));

    private static IEnumerable<string> Security(JsonElement operation) =>
        operation.GetProperty("security").EnumerateArray().Select(way => way.EnumerateObject().Single().Name);
}

/// <summary>A controller whose actions say nothing of callers: where it is mapped says it.</summary>
[ApiController]
[Route("things")]
public sealed class GuardedThingsController : ControllerBase
{
    [HttpGet]
    public string Get() => HttpContext.User.Identity!.Name!;
}
