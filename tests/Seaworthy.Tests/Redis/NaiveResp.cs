using System.Globalization;
using System.Text;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Tests.Redis;

/// <summary>RESP3 as its specification reads, recursive and wasteful: what the real scanner and reader are compared with.</summary>
internal sealed class NaiveResp(byte[] bytes)
{
    private int _at;

    /// <summary>The first frame as text and its length; an empty text when it is not whole; null when it can never be one.</summary>
    public static (string? Text, int Length) Parse(byte[] bytes)
    {
        var naive = new NaiveResp(bytes);
        try
        {
            return (naive.Element(0), naive._at);
        }
        catch (EndOfStreamException)
        {
            return ("", 0);
        }
        catch (FormatException)
        {
            return (null, 0);
        }
    }

    /// <summary>The same text, as the real reader sees the frame.</summary>
    public static string Read(ref RespReader reader)
    {
        reader.Read();
        var (type, count) = (reader.Type, reader.Count);
        var text = new StringBuilder().Append((char)type).Append(Convert.ToHexString(reader.Value));
        for (var left = count; left > 0; left--)
        {
            text.Append('(').Append(Read(ref reader)).Append(')');
        }

        return text.ToString();
    }

    private string Element(int depth)
    {
        var line = Line();
        var (kind, rest) = ((char)line[0], line[1..]);
        switch (kind)
        {
            case '+' or '-':
                return kind + Convert.ToHexString(rest);
            case ':' when long.TryParse(Ascii(rest), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
            case '#' when Ascii(rest) is "t" or "f":
            case ',' when IsDouble(Ascii(rest)):
            case '(' when Ascii(rest).TrimStart('+', '-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) && rest.Length - digits.Length <= 1:
                return kind + Convert.ToHexString(rest);
            case '_' when rest.Length == 0:
            case '$' or '*' when Ascii(rest) == "-1":
                return "_";
            case '$' or '!' or '=':
                var text = Payload(Length(rest, 1_000_000));
                return kind == '=' ? text.Length < 4 ? throw new FormatException() : "=" + Convert.ToHexString(text[4..]) : kind + Convert.ToHexString(text);
            case '*' or '~' or '>' or '%' or '|':
                return Aggregate(kind, Length(rest, 333_333 / (kind is '%' or '|' ? 2 : 1)), depth);
            default:
                throw new FormatException();
        }
    }

    private string Aggregate(char kind, int count, int depth)
    {
        if (kind == '>' && (depth > 0 || count == 0) || (count > 0 && depth == 16))
        {
            throw new FormatException();
        }

        var elements = kind is '%' or '|' ? count * 2 : count;
        var text = string.Concat(Enumerable.Range(0, elements).Select(_ => $"({Element(depth + 1)})"));
        return kind == '|' ? Element(depth) : kind + text;
    }

    private byte[] Line()
    {
        var end = Array.IndexOf(bytes, (byte)'\n', _at);
        var line = end < 0 ? throw new EndOfStreamException() : bytes[_at..end];
        _at = end + 1;
        return line.Length >= 2 && Array.IndexOf(line, (byte)'\r') == line.Length - 1 ? line[..^1] : throw new FormatException();
    }

    private byte[] Payload(int length)
    {
        if (length > 1_000_000 - _at)
        {
            throw new FormatException();
        }

        if (bytes.Length < _at + length + 2)
        {
            throw new EndOfStreamException();
        }

        var payload = bytes[_at..(_at + length)];
        _at += length + 2;
        return bytes[_at - 2] == '\r' && bytes[_at - 1] == '\n' ? payload : throw new FormatException();
    }

    private static int Length(byte[] text, int most) =>
        text.Length is > 0 and < 10 && text.All(digit => char.IsAsciiDigit((char)digit)) && int.Parse(Ascii(text)) is var length && length <= most ? length : throw new FormatException();

    private static bool IsDouble(string text) => text is "inf" or "+inf" or "-inf" or "nan" or "-nan"
        || (text.Length > 0 && char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _));

    private static string Ascii(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
