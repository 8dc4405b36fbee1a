using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>An application whose clock a test moves; callers are who <c>X-Forwarded-For</c> says, since loopback is a trusted proxy.</summary>
internal sealed class LimitedApp : IAsyncDisposable
{
    public const string Ada = "192.0.2.1";
    public const string Bob = "192.0.2.2";

    private LimitedApp(TestApp app, ManualTime time) => (App, Time) = (app, time);

    public TestApp App { get; }

    public ManualTime Time { get; }

    public static async Task<LimitedApp> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var time = new ManualTime();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                map(app);
            },
            // The later one of two with one key is the test's own.
            [.. settings.Reverse().DistinctBy(setting => setting.Key).Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]);
        return new(app, time);
    }

    /// <summary>Asks as somebody; headers are <c>Name: value</c>.</summary>
    public async Task<LimitedAnswer> AskAsync(string path, string who = Ada, string method = "GET", params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Forwarded-For", who);
        foreach (var header in headers.Select(header => header.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(header[0], header[1]).ShouldBeTrue();
        }

        using var response = await App.Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}

/// <summary>What came back.</summary>
internal sealed record LimitedAnswer(int Status, Dictionary<string, string> Headers, string Body)
{
    /// <summary>The one item of <c>RateLimit</c>; null when the answer has none.</summary>
    public (string Name, long Left, long Seconds)? Limit =>
        Headers.TryGetValue("RateLimit", out var text) && StructuredList.Parse(text) is [var (name, said)] ? (name, said["r"], said["t"]) : null;
}
