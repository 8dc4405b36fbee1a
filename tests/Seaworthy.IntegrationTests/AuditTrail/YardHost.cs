using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.AuditTrail;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.IntegrationTests.Accounts;

namespace Seaworthy.IntegrationTests.AuditTrail;

/// <summary>The yard on a socket, for one test.</summary>
internal sealed class YardHost(TestDatabase database, TestApp app, HeldTime time, HeardEvents events) : IAsyncDisposable
{
    public TestApp App => app;

    public HeldTime Time => time;

    public HeardEvents Events => events;

    public Session<YardDb> Session => app.App.Services.GetRequiredService<Session<YardDb>>();

    public IServiceTrail Trail => app.App.Services.GetRequiredService<IServiceTrail>();

    public IApiKeys Keys => app.App.Services.GetRequiredService<IApiKeys>();

    public static async Task<YardHost> StartAsync(TestDatabase database)
    {
        var (time, events) = (new HeldTime(), new HeardEvents());
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Production;
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddEmbeddedSqlite();
                builder.Logging.AddProvider(events).SetMinimumLevel(LogLevel.Trace);
                builder.AddSeaworthy().AddTokens().AddApiKeys().AddModule<YardModule>();
            },
            app => app.UseSeaworthy(),
            [.. database.Settings]);
        await app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
        return new(database, app, time, events);
    }

    /// <summary>A key that calls.</summary>
    public async Task<(string Id, string Text)> NewKeyAsync(params string[] scopes)
    {
        var id = ApiKeyText.NewId();
        var (text, hash) = ApiKeyText.New(id);
        await Keys.AddAsync(new() { Id = id, Name = "crane", Hash = hash, Scopes = scopes, Tenant = "harbour" }, default);
        return (id, text);
    }

    public async Task<string> SendAsync(HttpMethod method, string path, string? key = null, int status = 200)
    {
        using var request = new HttpRequestMessage(method, $"/yard{path}") { Headers = { { "X-Request-ID", "a-request-of-mine" } } };
        if (key is not null)
        {
            request.Headers.Add(ApiKeyText.Header, key);
        }

        using var answer = await app.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        return text;
    }

    /// <summary>The lines, the newest first.</summary>
    public Task<IReadOnlyList<TrailLine>> LinesAsync(TrailFilter? filter = null) => Trail.ReadAsync(filter ?? new(), default);

    /// <summary>The lines of refused requests, once there are so many: they are written behind the answers.</summary>
    public async Task<IReadOnlyList<TrailLine>> RefusedAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        IReadOnlyList<TrailLine> lines;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            lines = [.. (await LinesAsync()).Where(line => line.Action == TrailAction.Refused)];
        }
        while (lines.Count < count);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}
