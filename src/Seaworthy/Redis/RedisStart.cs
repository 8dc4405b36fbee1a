using Microsoft.Extensions.Hosting;

namespace Seaworthy.Redis;

/// <summary>
/// Begins to connect when the process starts. A Redis that is there is connected before the first request; one that is away
/// delays the start by a second and never fails it. Closed with the host's services, after the last request.
/// </summary>
internal sealed class RedisStart(RedisClient client, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        client.Start();
        using var enough = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        await client.WaitUntilUpAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
