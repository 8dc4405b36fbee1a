using System.Buffers.Text;

namespace Seaworthy.Redis.Protocol;

/// <summary>Writes commands, which are arrays of bulk strings, into room that the caller has made.</summary>
internal ref struct RespWriter(Span<byte> room)
{
    // "$", up to ten digits, and two line ends.
    private const int BulkFrame = 15;

    private readonly Span<byte> _room = room;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>The most that a bulk string of so many bytes can need.</summary>
    public static int MostFor(int length) => checked(length + BulkFrame);

    /// <summary>What is RESP already: the head of a command that never changes.</summary>
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_room[Written..]);
        Written += bytes.Length;
    }

    public void Array(int count) => Head((byte)'*', count);

    public void Bulk(scoped ReadOnlySpan<byte> value)
    {
        Head((byte)'$', value.Length);
        Raw(value);
        Raw("\r\n"u8);
    }

    public void Bulk(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Bulk(digits[..length]);
    }

    private void Head(byte kind, int number)
    {
        var room = _room[Written..];
        room[0] = kind;
        if (number < 10)
        {
            (room[1], room[2], room[3]) = ((byte)('0' + number), (byte)'\r', (byte)'\n');
            Written += 4;
            return;
        }

        Utf8Formatter.TryFormat(number, room[1..], out var length);
        (room[length + 1], room[length + 2]) = ((byte)'\r', (byte)'\n');
        Written += length + 3;
    }
}
