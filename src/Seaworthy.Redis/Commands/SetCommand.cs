using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Commands;

/// <summary><c>SET key value [NX GET] [PX milliseconds]</c>.</summary>
internal readonly ref struct SetCommand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, TimeSpan expiry, bool ifAbsent) : ICommand
{
    private readonly ReadOnlySpan<byte> _key = key;
    private readonly ReadOnlySpan<byte> _value = value;

    // Zero stands for none; less than a millisecond is one, because Redis refuses 0.
    private readonly long _milliseconds = expiry == default ? 0 : Math.Max(1, (long)expiry.TotalMilliseconds);

    public int MostBytes => checked(96 + RespWriter.MostFor(_key.Length) + RespWriter.MostFor(_value.Length));

    public void Write(ref RespWriter writer)
    {
        writer.Array(3 + (ifAbsent ? 2 : 0) + (_milliseconds > 0 ? 2 : 0));
        writer.Raw("$3\r\nSET\r\n"u8);
        writer.Bulk(_key);
        writer.Bulk(_value);
        if (ifAbsent)
        {
            writer.Raw("$2\r\nNX\r\n$3\r\nGET\r\n"u8);
        }

        if (_milliseconds > 0)
        {
            writer.Raw("$2\r\nPX\r\n"u8);
            writer.Bulk(_milliseconds);
        }
    }
}
