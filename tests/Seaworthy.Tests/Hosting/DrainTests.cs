using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Hosting;

[Trait("Requirement", "R18")]
public sealed class DrainTests
{
    private const int Clients = 20;
    private readonly ManualTime _time = new();
    private readonly CapturedLog _log = new();
    private readonly TaskCompletionSource _slowRuns = new();
    private readonly TaskCompletionSource _slowMayEnd = new();

    [Fact]
    public async Task Stopping_loses_no_request()
    {
        await using var app = await StartAsync();
        var slow = app.Client.GetAsync("/slow");
        await _slowRuns.Task;
        var working = new CountdownEvent(Clients);
        var clients = Enumerable.Range(0, Clients).Select(_ => UntilToldToGoAsync(app.Address, working)).ToList();
        await Task.Run(working.Wait);

        var stopping = app.App.StopAsync();
        var served = await Task.WhenAll(clients);

        served.ShouldAllBe(count => count > 1);
        using var ready = await app.Client.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Headers.ConnectionClose.ShouldBe(true);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("Shutting down");
        (await app.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();
        await GraceBeginsAsync();

        _time.Advance(TimeSpan.FromMilliseconds(5000));
        _slowMayEnd.SetResult();
        (await (await slow).Content.ReadAsStringAsync()).ShouldBe("slow but whole");
        await stopping;
    }

    [Fact]
    public async Task The_log_tells_when_it_began_and_how_it_ended()
    {
        await using var app = await StartAsync();
        var slow = app.Client.GetAsync("/slow");
        await _slowRuns.Task;

        var stopping = app.App.StopAsync();
        var began = await _log.EventAsync(nameof(EventIds.DrainStarted));
        await app.Client.GetAsync("/fast");
        await GraceBeginsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(5000));
        _slowMayEnd.SetResult();
        await slow;
        await stopping;

        began.GetProperty("message").GetString()!.ShouldStartWith("Stop received, closing connections");
        began.GetProperty("GraceMs").GetInt64().ShouldBe(5000);
        began.GetProperty("InFlight").GetInt32().ShouldBe(1);
        var ended = await _log.EventAsync(nameof(EventIds.DrainEnded));
        ended.GetProperty("Served").GetInt64().ShouldBe(2);
        ended.GetProperty("Cut").GetInt32().ShouldBe(0);
    }

    private async Task GraceBeginsAsync()
    {
        while (_time.Timers == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task<int> UntilToldToGoAsync(Uri address, CountdownEvent working)
    {
        // One connection each, so that every one of them must be told.
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = address };
        for (var served = 1; ; served++)
        {
            using var response = await client.GetAsync("/fast");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldBe("fast");
            if (served == 1)
            {
                working.Signal();
            }

            if (response.Headers.ConnectionClose == true)
            {
                return served;
            }
        }
    }

    private Task<TestApp> StartAsync() => LoggedApp.StartAsync(
        _log,
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        app =>
        {
            app.MapGet("/fast", () => "fast");
            app.MapGet("/slow", async () =>
            {
                _slowRuns.TrySetResult();
                await _slowMayEnd.Task;
                return "slow but whole";
            });
        });
}
