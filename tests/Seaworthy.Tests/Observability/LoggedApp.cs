using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Observability.Logs;

namespace Seaworthy.Tests.Observability;

/// <summary>An application whose standard output is captured.</summary>
internal static class LoggedApp
{
    public static Task<TestApp> StartAsync(CapturedLog log, Action<WebApplication> map, params (string Key, string Value)[] settings) =>
        StartAsync(log, _ => { }, map, settings);

    public static Task<TestApp> StartAsync(
        CapturedLog log, Action<WebApplicationBuilder> build, Action<WebApplication> map, params (string Key, string Value)[] settings) =>
        TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(new LogOutput(log));
                build(builder);
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                map(app);
            },
            [("Seaworthy:Observability:JsonLogs", "true"), .. settings]);
}
