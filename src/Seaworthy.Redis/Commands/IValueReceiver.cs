namespace Seaworthy.Redis.Commands;

/// <summary>Takes values in the order in which Redis sent them, between the news of changed keys.</summary>
public interface IValueReceiver
{
    /// <summary>
    /// Called on the loop that reads the connection, before whoever awaits the call goes on: copy what is wanted and return. The
    /// bytes are gone afterwards. What it throws fails the call alone.
    /// </summary>
    /// <param name="values">One per key that was asked for.</param>
    /// <param name="generation">The connection's, to be kept with the values: see <see cref="Connection.TrackedConnection.IsCurrent"/>.</param>
    void Receive(RedisValues values, long generation);
}
