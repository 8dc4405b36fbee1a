using System.Buffers.Text;

namespace Seaworthy.Redis.Protocol;

/// <summary>Numbers as the wire writes them.</summary>
internal static class RespNumber
{
    public static bool TryRead(ReadOnlySpan<byte> line, out long value)
    {
        // Utf8Parser takes "+1" as RESP does; a sign alone or anything behind the digits is refused by the length.
        return Utf8Parser.TryParse(line, out value, out var read) && read == line.Length;
    }

    /// <summary>A length or count: digits only, as every reply has one and most are short.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> line, out int length)
    {
        length = 0;
        if (line.IsEmpty || line.Length > 9)
        {
            return false;
        }

        foreach (var digit in line)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            length = (length * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Digits with one sign in front at the most.</summary>
    public static bool IsBig(ReadOnlySpan<byte> line)
    {
        var digits = line is [(byte)'+' or (byte)'-', ..] ? line[1..] : line;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    public static bool IsDouble(ReadOnlySpan<byte> line) =>
        line.SequenceEqual("inf"u8) || line.SequenceEqual("-inf"u8) || line.SequenceEqual("+inf"u8) || line.SequenceEqual("nan"u8) || line.SequenceEqual("-nan"u8)
        || (Utf8Parser.TryParse(line, out double _, out var read) && read == line.Length && char.IsAsciiDigit((char)line[^1]));
}
