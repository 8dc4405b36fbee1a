using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Versions;
using Seaworthy.Hosting;
using Seaworthy.Tests.Validation;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Api;

public interface ISpoken
{
    static abstract Dialect Dialect { get; }
}

public sealed class Grocery : ISpoken
{
    public static Dialect Dialect => Dialect.Grocery;
}

public sealed class Cafe : ISpoken
{
    public static Dialect Dialect => Dialect.Cafe;
}

public sealed class Workforce : ISpoken
{
    public static Dialect Dialect => Dialect.Workforce;
}

public sealed class Todos : ISpoken
{
    public static Dialect Dialect => Dialect.Todos;
}

public sealed class Rides : ISpoken
{
    public static Dialect Dialect => Dialect.Rides;
}

#pragma warning disable CA1000 // A module is static by its interface.

/// <summary>The same small service in each of the five dialects.</summary>
public sealed class Shop<T> : IModule
    where T : ISpoken
{
    public static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Sunset = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ModuleInfo Info { get; } = new(T.Dialect.Name, T.Dialect.Name, T.Dialect)
    {
        Defaults = options => options.Bounds.DeadlineMs = 10_000,
    };

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        var v1 = routes.MapGroup("/api/v1").WithDeprecation(new Deprecation(Since, Sunset, "/api/v2/products", "Use /api/v2/products instead."));
        v1.MapGet("/products", () => Array.Empty<NewProduct>());
        var v2 = routes.MapGroup("/api/v2");
        v2.MapGet("/products", (HttpContext context) => context.Response.WriteAsJsonAsync(new { items = Array.Empty<int>() }))
            .WithOperation(new OperationDescription("Products, newest first")
            {
                Parameters =
                [
                    new("limit", "integer", "Rows of the page.") { Default = 20, Minimum = 1, Maximum = 100 },
                    new("sort", "string", "Order of the rows.") { Values = ["newest", "price"] },
                ],
                ResponseSchema = PageSchemas.Of(T.Dialect.Page, new System.Text.Json.Nodes.JsonObject { ["type"] = "object" }),
            });
        v2.MapGet("/products/{id:long}", (long id) => Seaworthy.Api.Problems.Problem.NotFound("Product", id));
        v2.MapPost("/products", (Body<NewProduct> body) => TypedResults.Created($"/x/{body.Value.Name}", body.Value)).WithBodyLimit(1_000);
        v2.MapGet("/fails", string () => throw new InvalidOperationException("secret text in Program.cs"));
        v2.MapPost("/orders", (Body<NewOrder> body) => body.Value);
        routes.MapGet("/status", () => "ok").InVersion("v2");
        routes.MapGet("/health/live", () => "ok");
    }
}

/// <summary>All five in one process; cases that change nothing share it.</summary>
public sealed class FiveShops : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder => builder.AddSeaworthy().AddModule<Shop<Grocery>>().AddModule<Shop<Cafe>>().AddModule<Shop<Workforce>>().AddModule<Shop<Todos>>().AddModule<Shop<Rides>>(),
        app => app.UseSeaworthy(),
        settings);

    public async Task InitializeAsync() => App = await StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
