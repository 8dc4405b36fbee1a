using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>
/// An application that knows nothing of Seaworthy and has a bit of everything. Its page is HTML from an endpoint: compiling
/// Razor would need another SDK, and to the pipeline both are an endpoint that answers <c>text/html</c>.
/// </summary>
internal static class PlainApp
{
    public const string Origin = "https://shop.example";

    public static Task<TestApp> StartAsync(bool withTheTwoLines, string files, params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            AddServices(builder.Services);
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

            UseMiddleware(app, files);
            MapEndpoints(app);
        },
        settings);

    private static void AddServices(IServiceCollection services)
    {
        services.AddControllers().AddApplicationPart(typeof(ThingsController).Assembly);
        services.AddAuthentication(KeyHandler.Scheme).AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.Scheme, null);
        services.AddAuthorization();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(Origin).WithHeaders("X-Own").WithExposedHeaders("X-Middleware")));
    }

    private static void UseMiddleware(WebApplication app, string files)
    {
        app.UseExceptionHandler(failed => failed.Run(context =>
        {
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("mended by the app");
        }));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(files) });
        app.UseWebSockets();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((context, next) =>
        {
            context.Response.Headers["X-Middleware"] = "ran";
            return context.Request.Path == "/short" ? context.Response.WriteAsync("ended by the middleware") : next(context);
        });
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapControllers();
        app.MapGet("/minimal/{id:int}", (int id) => new { id, name = "minimal" });
        app.MapGet("/page", () => Results.Content("<!doctype html><title>Page</title><script>1</script>", "text/html; charset=utf-8"));
        app.MapGet("/events", () => TypedResults.ServerSentEvents(EventsAsync()));
        app.MapPost("/upload", async (IFormFile file) =>
        {
            using var reader = new StreamReader(file.OpenReadStream());
            return Results.Text($"{file.FileName}: {(await reader.ReadToEndAsync()).Length}");
        }).DisableAntiforgery();
        app.MapGet("/secret", (HttpContext context) => $"for {context.User.Identity!.Name}").RequireAuthorization();
        app.MapGet("/fails", string () => throw new InvalidOperationException("on purpose"));
        app.MapGet("/gone", () => Results.Redirect("/page"));
        app.MapGet("/framed", (HttpContext context) =>
        {
            context.Response.Headers.XFrameOptions = "SAMEORIGIN";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return new { framed = true };
        });
        app.MapGet("/health", () => "the app's own");
        app.Map("/echo", EchoAsync);
    }

    private static async IAsyncEnumerable<string> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var name in (string[])["one", "two", "three"])
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        var got = await socket.ReceiveAsync(buffer, context.RequestAborted);
        await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, endOfMessage: true, context.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
