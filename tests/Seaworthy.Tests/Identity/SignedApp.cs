using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Tests.Identity;

/// <summary>An application whose callers say who they are, to <see cref="SayWho"/>.</summary>
internal sealed class SignedApp : IAsyncDisposable
{
    private readonly TestApp _app;

    private SignedApp(TestApp app) => _app = app;

    /// <summary>How often the application's scheme was asked.</summary>
    public int Asked => _app.App.Services.GetRequiredService<SayWho.Asked>().Times;

    public static async Task<SignedApp> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings) =>
        new(await TestApp.StartAsync(Build, app => Map(app, map), [.. settings.Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]));

    /// <summary>The faults of an application that must not start.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        await using var app = TestApp.Build(Build, app => Map(app, map), [.. settings.Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]);
        return (await Should.ThrowAsync<Seaworthy.Pipeline.PlanException>(() => app.StartAsync())).Faults;
    }

    /// <summary>Asks; <paramref name="who"/> are the caller's claims, <c>sub=ada; role=staff</c>, or null for a stranger.</summary>
    public async Task<Answered> AskAsync(string path, string? who = null, string method = "GET", params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var header in headers.Concat(who is null ? [] : [$"Authorization: Who {who}"]).Select(header => header.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(header[0], header[1]).ShouldBeTrue();
        }

        using var response = await _app.Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Build(WebApplicationBuilder builder)
    {
        SayWho.Add(builder.Services);
        builder.AddSeaworthy();
    }

    private static void Map(WebApplication app, Action<WebApplication> map)
    {
        app.UseSeaworthy();
        map(app);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answered(int Status, Dictionary<string, string> Headers, string Body)
{
    public string? Challenge => Headers.GetValueOrDefault("WWW-Authenticate");
}
