using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Caching;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>An application that keeps answers, with a clock that a test moves; its answers say whether they were kept.</summary>
internal sealed class KeptApp : IAsyncDisposable
{
    private readonly TestApp _app;

    private KeptApp(TestApp app, ManualTime time) => (_app, Time) = (app, time);

    public ManualTime Time { get; }

    public HttpClient Client => _app.Client;

    public static async Task<KeptApp> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var time = new ManualTime();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                map(app);
            },
            // Of two with one key the test's own.
            [.. settings.Concat([("Seaworthy:Caching:JitterPercent", "0"), ("Seaworthy:Caching:StatusHeader", "true")]).DistinctBy(setting => setting.Item1)]);
        return new(app, time);
    }

    /// <summary>The fault of an application that must not start.</summary>
    public static async Task<string> FaultAsync(Action<WebApplication> map)
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                map(app);
            });
        return (await Should.ThrowAsync<Seaworthy.Pipeline.PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem();
    }

    /// <summary>Asks; headers are <c>Name: value</c>.</summary>
    public async Task<KeptAnswer> AskAsync(string path, params string[] headers) => await AskAsync(HttpMethod.Get, path, headers);

    public async Task<KeptAnswer> AskAsync(HttpMethod method, string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var header in headers.Select(header => header.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(header[0], header[1]).ShouldBeTrue();
        }

        using var response = await _app.Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, await response.Content.ReadAsByteArrayAsync());
    }

    public async Task InvalidateAsync(string tag) => await Get<CacheInvalidation>().InvalidateAsync(tag);

    public T Get<T>()
        where T : notnull => _app.App.Services.GetRequiredService<T>();

    public HybridCache Cache => Get<HybridCache>();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>What came back.</summary>
internal sealed record KeptAnswer(int Status, Dictionary<string, string> Headers, byte[] Body)
{
    /// <summary><c>hit</c>, or why the answer was forwarded: <c>uri-miss</c>, <c>bypass</c>; null where nothing says so.</summary>
    public string? Kept => Headers.TryGetValue("Cache-Status", out var status) ? status.Split("; ")[1].Replace("fwd=", "", StringComparison.Ordinal) : null;

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public int? Age => Headers.TryGetValue("Age", out var age) ? int.Parse(age, CultureInfo.InvariantCulture) : null;
}
