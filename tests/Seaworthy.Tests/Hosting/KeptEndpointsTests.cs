using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;

namespace Seaworthy.Tests.Hosting;

/// <summary>A handler is compiled when its endpoint is made, so an endpoint is made once.</summary>
[Trait("Requirement", "R80")]
public sealed class KeptEndpointsTests
{
    [Fact]
    public async Task A_modules_endpoints_are_made_once_for_all_who_look_at_them()
    {
        await using var app = await StartAsync();
        await app.Client.GetStringAsync("/shop/things");
        await app.Client.GetStringAsync("/openapi/v1.json");

        // Below its prefix, and at the root because it is alone.
        app.App.Services.GetRequiredService<Made>().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("/shop/things")]
    [InlineData("/things")]
    public async Task What_is_met_is_what_everybody_has_seen(string path)
    {
        await using var app = await StartAsync();

        (await app.Client.GetStringAsync(path)).ShouldBe("True");
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<Made>();
            builder.AddSeaworthy().AddModule<Shop>();
        },
        app => app.UseSeaworthy());

    private sealed class Made
    {
        public int Count { get; set; }
    }

    private sealed class Shop : IModule
    {
        public static ModuleInfo Info { get; } = new("shop", "A shop", Dialect.Default);

        public static void AddServices(ModuleBuilder module)
        {
        }

        public static void MapRoutes(RouteGroupBuilder routes)
        {
            var made = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Made>();
            routes.MapGet("/things", (HttpContext context, EndpointDataSource all) => $"{all.Endpoints.Contains(context.GetEndpoint()!)}").Add(_ => made.Count++);
        }
    }
}
