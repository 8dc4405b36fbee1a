using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>An application that registers sign-in and leaves the middlewares to <c>WebApplication</c>, as the templates do.</summary>
[Trait("Requirement", "R10")]
public sealed class AutomaticSignInTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guarded_endpoint_answers_the_same_with_the_two_lines_and_without(bool withTheTwoLines)
    {
        await using var app = await StartAsync(withTheTwoLines, _ => { });

        (await StatusAsync(app, "/open", key: null)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app, "/secret", key: null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(app, "/secret", key: "Key ada")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_application_that_lays_them_itself_has_them_where_it_laid_them()
    {
        var seen = new List<string>();
        await using var app = await StartAsync(withTheTwoLines: true, app =>
        {
            app.Use(next => context =>
            {
                seen.Add(context.User.Identity?.Name ?? "nobody yet");
                return next(context);
            });
            app.UseAuthentication();
            app.UseAuthorization();
        });

        (await StatusAsync(app, "/secret", key: "Key ada")).ShouldBe(HttpStatusCode.OK);
        seen.ShouldBe(["nobody yet"]);
    }

    private static Task<TestApp> StartAsync(bool withTheTwoLines, Action<WebApplication> lay) => TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication(KeyHandler.Scheme).AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.Scheme, null);
            builder.Services.AddAuthorization();
            if (withTheTwoLines)
            {
                builder.AddSeaworthy();
            }
        },
        app =>
        {
            if (withTheTwoLines)
            {
                app.UseSeaworthy();
            }

            lay(app);
            app.MapGet("/open", () => "open");
            app.MapGet("/secret", (HttpContext context) => $"for {context.User.Identity!.Name}").RequireAuthorization();
        });

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("Authorization", key);
        }

        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
