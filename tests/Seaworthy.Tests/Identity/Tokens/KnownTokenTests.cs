using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Caching;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Tests.Identity.Tokens;

/// <summary>Who sends a token that was verified a moment ago is known without the application's schemes, where they would find the same.</summary>
[Trait("Requirement", "R9")]
public sealed class KnownTokenTests
{
    private const string Asked = "ada by the schemes";
    private const string Known = "ada by the token alone";

    [Fact]
    public async Task At_an_open_endpoint_the_schemes_are_asked_once()
    {
        await using var app = await StartAsync();
        var token = Issue(app);

        (await SayAsync(app, "/open", token)).ShouldBe(Asked);
        (await SayAsync(app, "/open", token)).ShouldBe(Known);
        (await SayAsync(app, "/open", token, apiKey: "sw_none")).ShouldBe(Asked);
        (await SayAsync(app, "/own", token)).ShouldBe(Asked);
    }

    [Fact]
    public async Task What_is_kept_for_everybody_is_answered_to_him_and_made_by_one_who_is_known()
    {
        await using var app = await StartAsync();
        var token = Issue(app);
        await SayAsync(app, "/open", token);

        (await SayAsync(app, "/kept", token)).ShouldBe(Known);
        (await SayAsync(app, "/kept", token: null)).ShouldBe(Known);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_refused_there_too()
    {
        await using var app = await StartAsync();
        var token = Issue(app);
        await SayAsync(app, "/open", token);
        app.App.Services.GetRequiredService<AccessTokens>().Revoke("s1");

        (await SayAsync(app, "/open", token)).ShouldBe("401");
    }

    [Theory]
    [InlineData("SubjectClaim", "email")]
    [InlineData("TenantClaim", "sid")]
    public async Task Where_the_application_reads_other_claims_the_schemes_are_asked(string setting, string claim)
    {
        await using var app = await StartAsync(settings: ($"Seaworthy:Identity:{setting}", claim));
        var token = Issue(app);
        await SayAsync(app, "/open", token);

        (await SayAsync(app, "/open", token)).ShouldBe(Asked);
    }

    [Fact]
    public async Task Where_the_application_changes_claims_it_is_asked_to()
    {
        await using var app = await StartAsync(services => services.AddScoped<IClaimsTransformation, Renames>());
        var token = Issue(app);
        await SayAsync(app, "/open", token);

        (await SayAsync(app, "/open", token)).ShouldBe("renamed by the schemes");
    }

    private static async Task<TestApp> StartAsync(Action<IServiceCollection>? add = null, params (string Key, string Value)[] settings) => await TestApp.StartAsync(
        builder =>
        {
            add?.Invoke(builder.Services);
            builder.AddSeaworthy().AddTokens();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/open", Say).Public();
            app.MapGet("/own", Say).RequireAuthorization();
            app.MapGet("/kept", Say).Public().Cached("things", "things").SameForEverybody().VaryByQuery();
        },
        [("Seaworthy:DataDirectory", Directory.CreateTempSubdirectory("seaworthy-").FullName), .. settings]);

    private static string Say(HttpContext context) =>
        $"{context.User.Identity?.Name ?? "nobody"} by {(context.Features.Get<IAuthenticateResultFeature>() is null ? "the token alone" : "the schemes")}";

    private static string Issue(TestApp app) => app.App.Services.GetRequiredService<AccessTokens>().Issue(new("ada", "s1") { Email = "ada@example.com" }).Text;

    private static async Task<string> SayAsync(TestApp app, string path, string? token, string? apiKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (apiKey is not null)
        {
            request.Headers.Add("X-Api-Key", apiKey);
        }

        using var answer = await app.Client.SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}";
    }

    private sealed class Renames : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) =>
            Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", "renamed")], "renamed", "name", null)));
    }
}
