using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Tests.Identity.Tokens;

/// <summary>A token is for the services that it names, and nobody elsewhere: whoever registers with one must not be somebody at another.</summary>
[Trait("Requirement", "R9")]
public sealed class TokenAudienceTests
{
    [Fact]
    public async Task A_token_is_accepted_at_the_service_it_is_for_and_refused_at_another()
    {
        await using var app = await StartAsync();
        var token = Issue(app, "shop");

        (await AskAsync(app, "/shop/me", token)).ShouldBe(200);
        (await AskAsync(app, "/office/me", token)).ShouldBe(401); // though it has just been verified, and is remembered
        (await AskAsync(app, "/me", token)).ShouldBe(401);
        (await AskAsync(app, "/office/me", Issue(app, "office"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_may_be_for_several()
    {
        await using var app = await StartAsync();
        var token = Issue(app, "office", "shop");

        JsonDocument.Parse(TokenApp.Decode(token.Split('.')[1])).RootElement.GetProperty("aud").EnumerateArray().Select(one => one.GetString()).ShouldBe(["office", "shop"]);
        (await AskAsync(app, "/shop/me", token), await AskAsync(app, "/office/me", token), await AskAsync(app, "/me", token)).ShouldBe((200, 200, 401));
    }

    [Fact]
    public async Task A_token_for_nobody_in_particular_is_for_the_application_itself()
    {
        await using var app = await StartAsync();
        var token = Issue(app);

        (await AskAsync(app, "/me", token), await AskAsync(app, "/shop/me", token)).ShouldBe((200, 401));
    }

    [Fact]
    public async Task Services_that_say_so_accept_each_others()
    {
        await using var app = await StartAsync(("Seaworthy:Identity:Tokens:Audience", "https://api.example"), ("Services:Office:Identity:Tokens:Audience", "office only"));
        var token = Issue(app);

        (await AskAsync(app, "/me", token), await AskAsync(app, "/shop/me", token), await AskAsync(app, "/office/me", token)).ShouldBe((200, 200, 401));
    }

    private static string Issue(TestApp app, params string[] audiences) =>
        app.App.Services.GetRequiredService<AccessTokens>().Issue(new("ada", "s1") { Audiences = audiences }).Text;

    private static async Task<int> AskAsync(TestApp app, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await app.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder => builder.AddSeaworthy().AddTokens().AddModule<Shop>().AddModule<Office>(),
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/me", Me).RequireAuthorization();
        },
        [("Seaworthy:DataDirectory", Directory.CreateTempSubdirectory("seaworthy-").FullName), .. settings]);

    private static string Me(HttpContext context) => context.User.Identity!.Name!;

    private sealed class Shop : IModule
    {
        public static ModuleInfo Info { get; } = new("shop", "A shop", Dialect.Default);

        public static void AddServices(ModuleBuilder module)
        {
        }

        public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/me", Me).RequireAuthorization();
    }

    private sealed class Office : IModule
    {
        public static ModuleInfo Info { get; } = new("office", "An office", Dialect.Default);

        public static void AddServices(ModuleBuilder module)
        {
        }

        public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/me", Me).RequireAuthorization();
    }
}
