using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Testing;

/// <summary>An application on a real Kestrel socket, for one test.</summary>
public sealed class TestApp : IAsyncDisposable
{
    // A test says so when it is about the process's own output, its second port or its limits.
    private static readonly Dictionary<string, string?> QuietDefaults = new()
    {
        ["Seaworthy:Observability:JsonLogs"] = "false",
        ["Seaworthy:Management:Port"] = "0",
        ["Seaworthy:RateLimiting:Address"] = "1000000/second",
        ["Seaworthy:RateLimiting:Clients"] = "1000",
    };

    private TestApp(WebApplication app)
    {
        App = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Starts it; <paramref name="build"/> gets the builder, <paramref name="map"/> the application.</summary>
    public static async Task<TestApp> StartAsync(
        Action<WebApplicationBuilder> build, Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var app = Build(build, map, settings);
        try
        {
            await app.StartAsync();
            return new TestApp(app);
        }
        catch
        {
            // What it had opened is nobody else's to close: files of a database, ports, threads.
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The usual one: the two lines, and some endpoints.</summary>
    public static Task<TestApp> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings) => StartAsync(
        builder => builder.AddSeaworthy(),
        app =>
        {
            app.UseSeaworthy();
            map(app);
        },
        settings);

    /// <summary>Builds it without starting, for tests of a start that must fail.</summary>
    public static WebApplication Build(
        Action<WebApplicationBuilder> build, Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(QuietDefaults);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        build(builder);
        var app = builder.Build();
        map(app);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
