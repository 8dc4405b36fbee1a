using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Observability.Logs;
using Seaworthy.Resilience;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Resilience;

/// <summary>An application that calls another service, on a clock that a test moves, or the real one.</summary>
internal static class CallingApp
{
    public const string Name = "stock";

    /// <summary>One that is not started: its client alone is looked at.</summary>
    public static WebApplication Build(TimeProvider? time, string bounds, Func<FailedCall, HttpResponseMessage?>? fallback = null, HttpMessageHandler? other = null, params (string Key, string Value)[] settings) =>
        TestApp.Build(builder => Add(builder, time, fallback, other), app => app.UseSeaworthy(), [("Seaworthy:Resilience:Clients:stock", bounds), .. settings]);

    /// <summary>One whose endpoint <c>/stock</c> asks the other service and shows what it says.</summary>
    public static Task<TestApp> StartAsync(CapturedLog log, ManualTime time, Uri upstream, string bounds, params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(new LogOutput(log));
            Add(builder, time, null, null);
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/stock", async (IHttpClientFactory clients, CancellationToken gone) =>
            {
                using var client = clients.CreateClient(Name);
                return await client.GetStringAsync(upstream, gone);
            }).WithDeadline(TimeSpan.FromSeconds(2));
        },
        [("Seaworthy:Resilience:Clients:stock", bounds), ("Seaworthy:Observability:JsonLogs", "true"), .. settings]);

    public static HttpClient Client(this WebApplication app) => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(Name);

    /// <summary>Waits until the next timer is the one that is meant.</summary>
    public static async Task UntilNextAsync(this ManualTime time, Func<TimeSpan, bool> meant)
    {
        while (time.Next is not { } next || !meant(next))
        {
            await Task.Yield();
        }
    }

    private static void Add(WebApplicationBuilder builder, TimeProvider? time, Func<FailedCall, HttpResponseMessage?>? fallback, HttpMessageHandler? other)
    {
        builder.Environment.EnvironmentName = "Development";
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.AddSeaworthy();
        var client = builder.Services.AddHttpClient(Name).WithSeaworthyResilience(fallback: fallback);
        if (other is not null)
        {
            client.ConfigurePrimaryHttpMessageHandler(() => other);
        }
    }
}
