using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Commands;

/// <summary>The values of one reply, in the order of the keys; read once, from the first to the last.</summary>
public ref struct RedisValues
{
    private RespReader _reply;
    private readonly bool _isOne;
    private int _left;

    internal RedisValues(ref RespReader reply)
    {
        _reply = reply;
        _isOne = reply.Type != RespType.Array;
        Count = _left = _isOne ? 1 : reply.Count;
    }

    /// <summary>How many keys were asked for.</summary>
    public int Count { get; }

    /// <summary>The next value.</summary>
    /// <param name="value">Its bytes; empty where the key has none.</param>
    /// <returns>Whether the key has a value.</returns>
    /// <exception cref="InvalidOperationException">All have been read.</exception>
    public bool Read(out ReadOnlySpan<byte> value)
    {
        if (_left-- <= 0)
        {
            throw new InvalidOperationException($"All {Count} values have been read");
        }

        if (!_isOne)
        {
            _reply.Read();
        }

        value = _reply.IsString ? _reply.Value : default;
        return _reply.IsString;
    }
}
