using System.Buffers;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis.Commands;

/// <summary>
/// Strings. Keys and values are copied before a method returns. Every method fails with a <see cref="RedisException"/>, or with
/// <see cref="OperationCanceledException"/> when its token is cancelled first; a timeout of zero is <see cref="RedisOptions.CallTimeoutMs"/>.
/// </summary>
public static class StringCommands
{
    /// <summary>Copies a value into the caller's memory, which is left alone when the call has failed, and is not to be touched before it has ended.</summary>
    /// <returns>The value's length, -1 when the key has none. More than there is room for means that nothing was copied.</returns>
    public static ValueTask<int> GetAsync(
        this RedisConnection redis, ReadOnlySpan<byte> key, Memory<byte> destination, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        var call = redis.Call(ReplyShape.Bytes);
        call.Room = destination;
        redis.Send(new KeyCommand(KeyCommand.Get, key), call, timeout, cancellationToken);
        return call.Int;
    }

    /// <summary>Writes a value to the caller's writer, on the loop that reads the connection: it must not wait for anything.</summary>
    /// <returns>Whether the key has a value.</returns>
    public static ValueTask<bool> GetAsync(
        this RedisConnection redis, ReadOnlySpan<byte> key, IBufferWriter<byte> destination, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(destination);
        var call = redis.Call(ReplyShape.Written);
        call.Writer = destination;
        redis.Send(new KeyCommand(KeyCommand.Get, key), call, timeout, cancellationToken);
        return call.Bool;
    }

    /// <summary>Shows the values of several keys to a receiver.</summary>
    /// <param name="keys">At least one.</param>
    public static ValueTask GetAsync(
        this RedisConnection redis, ReadOnlySpan<ReadOnlyMemory<byte>> keys, IValueReceiver receiver, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(receiver);
        var call = redis.Call(ReplyShape.Values);
        call.Receiver = receiver;
        redis.Send(new KeysCommand("MGET"u8, keys), call, timeout, cancellationToken);
        return call.Nothing;
    }

    /// <summary>Sets a value.</summary>
    /// <param name="expiry">After which the key goes; zero for never.</param>
    public static ValueTask SetAsync(
        this RedisConnection redis, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, TimeSpan expiry, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentOutOfRangeException.ThrowIfLessThan(expiry, TimeSpan.Zero);
        var call = redis.Call(ReplyShape.Done);
        redis.Send(new SetCommand(key, value, expiry, ifAbsent: false), call, timeout, cancellationToken);
        return call.Nothing;
    }

    /// <summary>Sets a value where the key has none, and otherwise copies what it has: how one of many takes a lease, and the others see whose it is.</summary>
    /// <param name="expiry">After which the key goes; zero for never.</param>
    /// <param name="existing">Room for the value that is there.</param>
    /// <returns>-1 when it was set; otherwise the length of the value that is there, which was not copied where that is more than there is room for.</returns>
    public static ValueTask<int> SetIfAbsentAsync(
        this RedisConnection redis, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, TimeSpan expiry, Memory<byte> existing, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentOutOfRangeException.ThrowIfLessThan(expiry, TimeSpan.Zero);
        var call = redis.Call(ReplyShape.Bytes);
        call.Room = existing;
        redis.Send(new SetCommand(key, value, expiry, ifAbsent: true), call, timeout, cancellationToken);
        return call.Int;
    }
}
