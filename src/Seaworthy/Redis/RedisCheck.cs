using Seaworthy.Hosting.Health;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Redis;

/// <summary>Redis' line in <c>/health/detailed</c>. Whatever uses it has a degraded mode, so that no process is unready without it.</summary>
internal sealed class RedisCheck(RedisClient client) : IDependencyCheck
{
    public string Name => "redis";

    public bool HasDegradedMode => true;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await client.Data.PingAsync(cancellationToken: cancellationToken);
        if (client.Tracked is { IsUp: false } tracked)
        {
            throw new InvalidOperationException("The connection that hears of changed keys is not up.", tracked.LastFailure);
        }
    }
}
