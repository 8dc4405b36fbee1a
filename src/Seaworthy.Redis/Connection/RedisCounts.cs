namespace Seaworthy.Redis.Connection;

/// <summary>What one connection has done since it was made. Reading it costs nobody anything.</summary>
public sealed class RedisCounts
{
    private readonly long[] _failures = new long[Enum.GetValues<RedisFailure>().Length];
    private readonly RedisConnection _connection;
    private long _sent;
    private long _refused;
    private long _sockets;

    internal RedisCounts(RedisConnection connection) => _connection = connection;

    /// <inheritdoc cref="RedisConnection.IsUp"/>
    public bool IsUp => _connection.IsUp;

    /// <inheritdoc cref="RedisConnection.InFlight"/>
    public int InFlight => _connection.InFlight;

    /// <summary>Calls that were begun, those that failed among them.</summary>
    public long Calls => Volatile.Read(ref _sent) + Interlocked.Read(ref _refused);

    /// <summary>Sockets after the first one.</summary>
    public long Reconnects => Math.Max(0, Interlocked.Read(ref _sockets) - 1);

    /// <summary>Calls that failed for a reason; those that a token cancelled are not among them.</summary>
    public long Failures(RedisFailure reason) => Interlocked.Read(ref _failures[(int)reason]);

    // Under the gate of a pipeline, which every call passes anyway; there is one pipeline after the other.
    internal void Sent() => _sent++;

    internal void Refused() => Interlocked.Increment(ref _refused);

    internal void Connected() => Interlocked.Increment(ref _sockets);

    internal void Failed(Exception why)
    {
        if (why is RedisException { Failure: var reason })
        {
            Interlocked.Increment(ref _failures[(int)reason]);
        }
    }
}
