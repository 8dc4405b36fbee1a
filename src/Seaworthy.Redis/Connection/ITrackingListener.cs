namespace Seaworthy.Redis.Connection;

/// <summary>
/// Hears which keys have changed. It is called on the loop that reads the connection, in the order in which Redis said it among the
/// replies of the same connection: copy what is wanted and return. What it throws ends the connection, because news was lost.
/// </summary>
public interface ITrackingListener
{
    /// <summary>
    /// A key has changed, expired or been evicted: one that was read on this connection (Redis tells it once: read it again to hear of
    /// the next time) or, with <see cref="RedisOptions.TrackedPrefixes"/>, any that begins so, each time.
    /// </summary>
    void KeyChanged(ReadOnlySpan<byte> key);

    /// <summary>Every key may have changed (<c>FLUSHALL</c>, <c>FLUSHDB</c>).</summary>
    void AllChanged();
}
