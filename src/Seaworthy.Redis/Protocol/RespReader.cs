using System.Buffers.Text;

namespace Seaworthy.Redis.Protocol;

/// <summary>Reads a frame that <see cref="RespScanner"/> has found whole, one element after the other, without copying.</summary>
internal ref struct RespReader(ReadOnlySpan<byte> frame)
{
    private readonly ReadOnlySpan<byte> _frame = frame;
    private int _at;

    /// <summary>What <see cref="Read"/> has read; both spellings of a null are <see cref="RespType.Null"/>.</summary>
    public RespType Type { get; private set; }

    /// <summary>Text of a string, an error or a number, without format of verbatim strings; empty for aggregates.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Elements that follow an aggregate: two for each pair of a map.</summary>
    public int Count { get; private set; }

    public readonly bool IsError => Type is RespType.SimpleError or RespType.BulkError;

    public readonly bool IsString => Type is RespType.BulkString or RespType.SimpleString or RespType.Verbatim;

    /// <summary>The next element; of an aggregate its head alone. Attributes are passed over.</summary>
    public void Read()
    {
        ReadOne();
        while (Type == RespType.Attribute)
        {
            for (var left = Count; left > 0; left--)
            {
                Skip();
            }

            ReadOne();
        }
    }

    /// <summary>Passes over the next element with all that is in it.</summary>
    public void Skip()
    {
        for (var left = 1; left > 0; left--)
        {
            Read();
            left += Count;
        }
    }

    public readonly long Integer() => Utf8Parser.TryParse(Value, out long number, out _) ? number : 0;

    private void ReadOne()
    {
        Type = (RespType)_frame[_at];
        var rest = _frame[(_at + 1)..];
        var end = rest.IndexOf((byte)'\r');
        Value = rest[..end];
        _at += end + 3;
        Count = 0;
        switch (Type)
        {
            case RespType.BulkString or RespType.Array when Value[0] == '-':
                Type = RespType.Null;
                Value = default;
                break;
            case RespType.BulkString or RespType.BulkError or RespType.Verbatim:
                RespNumber.TryReadLength(Value, out var length);
                Value = _frame.Slice(_at, length);
                _at += length + 2;
                break;
            case RespType.Array or RespType.Set or RespType.Push or RespType.Map or RespType.Attribute:
                RespNumber.TryReadLength(Value, out var count);
                Count = Type is RespType.Map or RespType.Attribute ? count * 2 : count;
                Value = default;
                break;
        }

        if (Type == RespType.Verbatim)
        {
            Value = Value[4..];
        }
    }
}
