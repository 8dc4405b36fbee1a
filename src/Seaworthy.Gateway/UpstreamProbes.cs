using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Gateway;

/// <summary>Asks each copy from time to time whether it is well, where settings name the page that says it.</summary>
internal sealed class UpstreamProbes(Upstreams upstreams, UpstreamConnections connections, SeaworthyOptions options, TimeProvider time, ILogger<UpstreamProbes> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Gateway.HealthPath is { } path ? WatchAsync(new Uri(Forwarding.Anybody + path).PathAndQuery, stoppingToken) : Task.CompletedTask;

    private async Task WatchAsync(string path, CancellationToken stopping)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Gateway.HealthEveryMs), time);
        do
        {
            await Task.WhenAll(upstreams.All.SelectMany(upstream => upstream.All).Select(destination => AskAsync(destination, path, stopping)));
        }
        while (await NextAsync(turns, stopping));
    }

    private async Task AskAsync(Destination destination, string path, CancellationToken stopping)
    {
        destination.Failures = await IsWellAsync(destination, path, stopping) ? 0 : destination.Failures + 1;
        var isDown = destination.Failures >= options.Gateway.HealthFailures || (destination.Failures > 0 && destination.IsDown);
        if (isDown != destination.IsDown && !stopping.IsCancellationRequested)
        {
            destination.IsDown = isDown;
            Tell(destination);
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer turns, CancellationToken stopping)
    {
        try
        {
            return await turns.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> IsWellAsync(Destination destination, string path, CancellationToken stopping)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Gateway.HealthTimeoutMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, stopping);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, destination.At(path));
            using var answer = await connections.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private void Tell(Destination destination)
    {
        if (destination.IsDown)
        {
            Log.UpstreamDown(log, destination.Address, destination.Failures);
        }
        else
        {
            Log.UpstreamUp(log, destination.Address);
        }
    }
}
