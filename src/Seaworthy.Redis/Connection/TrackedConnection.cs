namespace Seaworthy.Redis.Connection;

/// <summary>
/// A connection on which Redis remembers what was read and says when it changes. It reads and nothing else: replies and news come
/// over one socket in the order of what happened, so whatever is kept of a reply is thrown away by every later change and by no
/// earlier one.
/// </summary>
public sealed class TrackedConnection
{
    internal TrackedConnection(RedisConnection connection) => Connection = connection;

    /// <inheritdoc cref="RedisConnection.IsUp"/>
    public bool IsUp => Connection.IsUp;

    /// <inheritdoc cref="RedisConnection.Generation"/>
    public long Generation => Connection.Generation;

    /// <inheritdoc cref="RedisConnection.LastFailure"/>
    public RedisException? LastFailure => Connection.LastFailure;

    /// <inheritdoc cref="RedisConnection.Counts"/>
    public RedisCounts Counts => Connection.Counts;

    internal RedisConnection Connection { get; }

    /// <summary>
    /// Whether a value that was received in that generation may be used without asking: the socket it came over is up, and within
    /// <see cref="RedisOptions.TrackedSilenceMs"/> Redis has answered something that was sent on it, so that no older change is missing.
    /// It costs two reads and a coarse clock, and must be asked at each use.
    /// </summary>
    public bool IsCurrent(long generation) => Connection.IsCurrent(generation);
}
