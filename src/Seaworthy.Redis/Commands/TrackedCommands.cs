using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis.Commands;

/// <summary>
/// Reads whose keys Redis watches from then on, those without a value too. What <see cref="StringCommands"/> says of errors and timeouts
/// holds here too.
/// </summary>
public static class TrackedCommands
{
    /// <summary>Shows the value of a key to a receiver, in the order of the stream: see <see cref="IValueReceiver.Receive"/>.</summary>
    public static ValueTask GetAsync(
        this TrackedConnection redis, ReadOnlySpan<byte> key, IValueReceiver receiver, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(receiver);
        var call = redis.Connection.Call(ReplyShape.Values);
        call.Receiver = receiver;
        redis.Connection.Send(new KeyCommand(KeyCommand.Get, key), call, timeout, cancellationToken);
        return call.Nothing;
    }

    /// <summary>Shows the values of several keys, as they were at one moment, to a receiver.</summary>
    /// <param name="keys">At least one.</param>
    public static ValueTask GetAsync(
        this TrackedConnection redis, ReadOnlySpan<ReadOnlyMemory<byte>> keys, IValueReceiver receiver, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        return redis.Connection.GetAsync(keys, receiver, timeout, cancellationToken);
    }
}
