using System.Buffers.Text;
using System.Text.Json;

namespace Seaworthy.Validation;

/// <summary>
/// Money is a <see cref="long"/> of minor units (cents) in the program and a decimal number in JSON: 1250 is <c>12.50</c>.
/// No binary fraction stands in between.
/// </summary>
public static class Money
{
    /// <summary>Digits after the point.</summary>
    public const int Decimals = 2;

    private const int MinorPerMajor = 100;
    private const int LongestDigits = 18;

    /// <summary>Writes <paramref name="minor"/> as a number with two decimals.</summary>
    public static void Write(Utf8JsonWriter writer, long minor)
    {
        // 20 digits of a long, a point and a sign.
        Span<byte> text = stackalloc byte[22];
        var (major, rest) = Math.DivRem(Magnitude(minor), MinorPerMajor);
        var at = 0;
        if (minor < 0)
        {
            text[at++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(major, text[at..], out var written);
        at += written;
        text[at++] = (byte)'.';
        text[at++] = (byte)('0' + (rest / 10));
        text[at++] = (byte)('0' + (rest % 10));
        writer.WriteRawValue(text[..at], skipInputValidation: true);
    }

    /// <summary>
    /// Reads a JSON number exactly: <c>12.5</c>, <c>12.500</c> and <c>125e-1</c> are 1250. False when it has more than two
    /// decimals or is beyond 18 digits of minor units.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> number, out long minor)
    {
        minor = 0;
        var isNegative = number is [(byte)'-', ..];
        number = isNegative ? number[1..] : number;
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        if (!TryExponent(exponentAt < 0 ? default : number[(exponentAt + 1)..], out var shift))
        {
            return false;
        }

        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        shift += Decimals - (point < 0 ? 0 : mantissa.Length - point - 1);
        if (!TryDigits(mantissa, ref shift, out minor))
        {
            return false;
        }

        for (; shift > 0 && minor != 0; shift--)
        {
            // Looked at before: a product beyond what a long holds is some other number, and a small one perhaps.
            if (minor >= 100_000_000_000_000_000)
            {
                return false;
            }

            minor *= 10;
        }

        minor = isNegative ? -minor : minor;
        return true;
    }

    // Zeros at the end are taken off, so what is left over after the second decimal is a real digit.
    private static bool TryDigits(ReadOnlySpan<byte> mantissa, ref int shift, out long value)
    {
        value = 0;
        Span<byte> digits = stackalloc byte[LongestDigits];
        var count = 0;
        var zeros = 0;
        foreach (var character in mantissa)
        {
            if (character == '.')
            {
                continue;
            }

            if (character == '0')
            {
                zeros += count > 0 ? 1 : 0;
                continue;
            }

            if (count + zeros >= LongestDigits)
            {
                return false;
            }

            digits.Slice(count, zeros).Fill((byte)'0');
            count += zeros;
            zeros = 0;
            digits[count++] = character;
        }

        shift += zeros;
        foreach (var digit in digits[..count])
        {
            value = (value * 10) + (digit - '0');
        }

        return value == 0 || (shift >= 0 && shift <= LongestDigits);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        text = text is [(byte)'+', ..] ? text[1..] : text;
        return text.IsEmpty || (Utf8Parser.TryParse(text, out exponent, out var read) && read == text.Length && Math.Abs((long)exponent) < 10_000);
    }

    private static ulong Magnitude(long minor) => minor < 0 ? (ulong)-(minor + 1) + 1 : (ulong)minor;
}
