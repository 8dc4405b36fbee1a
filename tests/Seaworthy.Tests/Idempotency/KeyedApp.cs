using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Idempotency;

/// <summary>An application that counts what it really did; callers are who <c>Authorization: Development</c> says.</summary>
internal sealed class KeyedApp : IAsyncDisposable
{
    private KeyedApp(TestApp app, ManualTime time) => (App, Time) = (app, time);

    public TestApp App { get; }

    public ManualTime Time { get; }

    public static async Task<KeyedApp> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings)
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
            [.. settings.Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]);
        return new(app, time);
    }

    /// <summary>Sends a body with a key; headers are <c>Name: value</c>.</summary>
    public async Task<KeyedAnswer> PostAsync(string path, string? key, string body = "{}", string method = "POST", params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var header in (key is null ? headers : [$"Idempotency-Key: {key}", .. headers]).Select(header => header.Split(": ", 2)))
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
internal sealed record KeyedAnswer(int Status, Dictionary<string, string> Headers, string Body)
{
    public bool IsReplayed => Headers.GetValueOrDefault("Idempotency-Replayed") == "true";

    public bool IsProblem(string name) => Body.Contains($"\"/problems/{name}\"", StringComparison.Ordinal);
}
