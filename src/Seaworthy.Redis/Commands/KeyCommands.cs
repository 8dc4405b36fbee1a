using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis.Commands;

/// <summary>Keys of any kind, and the server itself. What <see cref="StringCommands"/> says of errors and timeouts holds here too.</summary>
public static class KeyCommands
{
    /// <summary>Removes keys (<c>UNLINK</c>: their memory is freed beside other work).</summary>
    /// <param name="keys">At least one.</param>
    /// <returns>How many there were.</returns>
    public static ValueTask<long> DeleteAsync(
        this RedisConnection redis, ReadOnlySpan<ReadOnlyMemory<byte>> keys, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var call = redis.Call(ReplyShape.Integer);
        redis.Send(new KeysCommand("UNLINK"u8, keys), call, timeout, cancellationToken);
        return call.Long;
    }

    /// <summary>Adds one to a number; a key without a value counts as 0.</summary>
    /// <returns>The number it is now.</returns>
    public static ValueTask<long> IncrementAsync(
        this RedisConnection redis, ReadOnlySpan<byte> key, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var call = redis.Call(ReplyShape.Integer);
        redis.Send(new KeyCommand(KeyCommand.Increment, key), call, timeout, cancellationToken);
        return call.Long;
    }

    /// <summary>Succeeds when Redis answers.</summary>
    public static ValueTask PingAsync(this RedisConnection redis, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var call = redis.Call(ReplyShape.Done);
        redis.Send(default(PingCommand), call, timeout, cancellationToken);
        return call.Nothing;
    }
}
