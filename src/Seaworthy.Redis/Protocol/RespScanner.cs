namespace Seaworthy.Redis.Protocol;

/// <summary>
/// Finds where the frame at the start of a buffer ends, and checks all of it on the way, so that whoever reads it afterwards need not.
/// It remembers where it stopped: a frame that comes byte by byte is looked at once. Nothing is set aside for what a length announces;
/// buffers grow by what has arrived.
/// </summary>
internal sealed class RespScanner(RespLimits limits)
{
    // Elements still to come of every aggregate that is open, the outermost first.
    private readonly int[] _open = new int[limits.Depth];

    // A bit per open aggregate: an attribute is followed by the element that it belongs to and does not count as one.
    private ulong _attributes;
    private int _depth;
    private int _at;
    private int _searched;
    private int _payloadEnd;

    private enum Step
    {
        Waits,
        Began,
        Ended,
    }

    /// <summary>Length of the frame that starts with the first byte; 0 while some of it is missing.</summary>
    /// <param name="bytes">Everything from the frame's first byte on; the same bytes and more when it is called again.</param>
    /// <exception cref="RespFormatException">It can never become a frame.</exception>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            switch (_payloadEnd > 0 ? Payload(bytes) : Line(bytes))
            {
                case Step.Waits:
                    return 0;
                case Step.Ended when IsWhole():
                    var length = _at;
                    (_at, _searched, _attributes) = (0, 0, 0);
                    return length;
            }
        }
    }

    private Step Line(ReadOnlySpan<byte> bytes)
    {
        var from = Math.Max(_at, _searched);
        var end = bytes[from..].IndexOf((byte)'\n');
        var length = (end < 0 ? bytes.Length : from + end) - _at;
        if (length > limits.LineBytes)
        {
            throw new RespFormatException($"a line is longer than {limits.LineBytes:#,0} bytes");
        }

        if (end < 0)
        {
            _searched = bytes.Length;
            return Step.Waits;
        }

        var line = bytes.Slice(_at, length);
        if (line.Length < 2 || line.IndexOf((byte)'\r') != line.Length - 1)
        {
            throw new RespFormatException("a line does not end as one");
        }

        (_at, _searched) = (from + end + 1, 0);
        return Begin((RespType)line[0], line[1..^1]);
    }

    private Step Begin(RespType type, ReadOnlySpan<byte> rest) => type switch
    {
        RespType.BulkString or RespType.BulkError or RespType.Verbatim => BeginPayload(type, rest),
        RespType.SimpleString or RespType.SimpleError => Step.Ended,
        RespType.Integer when RespNumber.TryRead(rest, out _) => Step.Ended,
        RespType.Null when rest.IsEmpty => Step.Ended,
        RespType.Boolean when rest is [(byte)'t' or (byte)'f'] => Step.Ended,
        RespType.Double when RespNumber.IsDouble(rest) => Step.Ended,
        RespType.BigNumber when RespNumber.IsBig(rest) => Step.Ended,
        RespType.Array or RespType.Set or RespType.Map or RespType.Attribute or RespType.Push => BeginAggregate(type, rest),
        _ => throw new RespFormatException($"an element cannot begin with 0x{(byte)type:x2}, or what follows is not of its kind"),
    };

    private Step BeginPayload(RespType type, ReadOnlySpan<byte> rest)
    {
        if (type == RespType.BulkString && rest.SequenceEqual("-1"u8))
        {
            return Step.Ended; // RESP2's null
        }

        // "$?" begins a streamed string, which no server sends.
        if (!RespNumber.TryReadLength(rest, out var length) || (type == RespType.Verbatim && length < 4))
        {
            throw new RespFormatException("the length of a string is not one");
        }

        if (length > limits.FrameBytes - _at)
        {
            throw new RespFormatException($"a string of {length:#,0} bytes is announced, and a reply may have {limits.FrameBytes:#,0}");
        }

        _payloadEnd = _at + length + 2;
        return Step.Began;
    }

    private Step Payload(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < _payloadEnd)
        {
            return Step.Waits;
        }

        if (bytes[_payloadEnd - 2] != '\r' || bytes[_payloadEnd - 1] != '\n')
        {
            throw new RespFormatException("a string is longer than its length says");
        }

        (_at, _payloadEnd) = (_payloadEnd, 0);
        return Step.Ended;
    }

    private Step BeginAggregate(RespType type, ReadOnlySpan<byte> rest)
    {
        if (type == RespType.Array && rest.SequenceEqual("-1"u8))
        {
            return Step.Ended; // RESP2's null
        }

        if (!RespNumber.TryReadLength(rest, out var count) || count > limits.Elements / (type is RespType.Map or RespType.Attribute ? 2 : 1))
        {
            throw new RespFormatException($"a count is not one, or above {limits.Elements:#,0}");
        }

        // Redis 6 put pushes into the middle of replies (redis#8935); no version that is served here does.
        if (type == RespType.Push && (_depth > 0 || count == 0))
        {
            throw new RespFormatException("a push is inside of a reply, or is empty");
        }

        if (count == 0)
        {
            return type == RespType.Attribute ? Step.Began : Step.Ended;
        }

        if (_depth == _open.Length)
        {
            throw new RespFormatException($"more than {_open.Length} aggregates are inside one another");
        }

        _attributes = type == RespType.Attribute ? _attributes | (1UL << _depth) : _attributes & ~(1UL << _depth);
        _open[_depth++] = type is RespType.Map or RespType.Attribute ? count * 2 : count;
        return Step.Began;
    }

    // One element has ended, and with it every aggregate whose last one it was.
    private bool IsWhole()
    {
        if (_at > limits.FrameBytes)
        {
            throw new RespFormatException($"a reply is longer than {limits.FrameBytes:#,0} bytes");
        }

        while (_depth > 0)
        {
            if (--_open[_depth - 1] > 0)
            {
                return false;
            }

            _depth--;
            if ((_attributes >> _depth & 1) == 1)
            {
                return false;
            }
        }

        return true;
    }
}
