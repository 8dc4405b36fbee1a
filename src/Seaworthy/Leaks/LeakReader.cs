using System.Text;

namespace Seaworthy.Leaks;

/// <summary>
/// Finds secrets in a text: values of members with such names first, then whatever looks like one. Never the same twice when each is
/// written over as soon as it is found, which may be done with the very bytes that are read.
/// </summary>
/// <param name="text">What is looked at.</param>
/// <param name="names">Members whose values are secrets.</param>
/// <param name="shown">Members that the endpoint is there to show; null for none.</param>
internal ref struct LeakReader(ReadOnlySpan<byte> text, SecretNames names, ShowsSecretWord? shown)
{
    private const int LongestLookBack = 4096;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _shape = -1;

    /// <summary>What was found last.</summary>
    public Leak Current { get; private set; }

    public bool Read()
    {
        while (_shape < 0)
        {
            if (ReadMember())
            {
                return true;
            }
        }

        for (; _shape < SecretShapes.All.Count; _shape++, _at = 0)
        {
            if (ReadShape(SecretShapes.All[_shape]))
            {
                return true;
            }
        }

        return false;
    }

    // The next member; false for one that is none of anybody's secrets.
    private bool ReadMember()
    {
        var found = _text[_at..].IndexOf("\":"u8);
        if (found < 0)
        {
            (_shape, _at) = (0, 0);
            return false;
        }

        var end = _at + found;
        _at = end + 2;
        var value = _at;
        while (value < _text.Length && _text[value] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            value++;
        }

        var name = NameBefore(end);
        var isSecret = names.Contains(name) && shown?.Has(name) != true;
        if (value == _text.Length)
        {
            // What comes is written later: whoever reads on must know.
            return isSecret && Found(SecretNames.Rule, name, value, 0);
        }

        if (_text[value] != '"')
        {
            var digits = isSecret ? LengthOfNumber(_text[value..]) : 0;
            return digits > 0 && Found(SecretNames.Rule, name, value, digits, isNumber: true);
        }

        if (isSecret)
        {
            var length = LengthOfString(_text[(value + 1)..]);
            _at = value + 1 + length;
            return length > 0 && !IsCovered(_text.Slice(value + 1, length)) && Found(SecretNames.Rule, name, value + 1, length);
        }

        return SecretShapes.Card(_text[(value + 1)..]) is > 0 and var card && shown?.Has(name) != true && Found("card_number", name, value + 1, card);
    }

    private bool ReadShape(SecretShapes.Shape shape)
    {
        while (_text[_at..].IndexOf(shape.Mark) is >= 0 and var found)
        {
            var mark = _at + found;
            _at = mark + shape.Mark.Length;
            var length = shape.Measure(_text, mark, out var start);
            if (length > 0 && !IsCovered(_text.Slice(start, length)) && MemberAt(start) is var member && shown?.Has(member) != true)
            {
                _at = Math.Max(_at, start + length);
                return Found(shape.Name, member, start, length);
            }
        }

        return false;
    }

    private bool Found(string rule, ReadOnlySpan<byte> name, int at, int length, bool isNumber = false)
    {
        Current = new(rule, Encoding.UTF8.GetString(name), at, length) { IsNumber = isNumber };
        return true;
    }

    // All of it: a secret of its own may begin with an asterisk, as MySQL's hashes do.
    private static bool IsCovered(ReadOnlySpan<byte> secret) => !secret.ContainsAnyExcept((byte)'*');

    private readonly ReadOnlySpan<byte> NameBefore(int end)
    {
        var before = _text[Math.Max(0, end - SecretNames.Longest)..end];
        return before[(before.LastIndexOf((byte)'"') + 1)..];
    }

    /// <summary>The member in whose value a byte stands; empty outside of any.</summary>
    private readonly ReadOnlySpan<byte> MemberAt(int at)
    {
        var from = Math.Max(0, at - LongestLookBack);
        var colon = _text[from..at].LastIndexOf("\":"u8);
        return colon < 0 ? [] : NameBefore(from + colon);
    }

    /// <summary>How many digits there are in front.</summary>
    public static int LengthOfNumber(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;

    /// <summary>How long a string is up to its closing quote, or to the end of the text.</summary>
    public static int LengthOfString(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                return at;
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return text.Length;
    }
}
