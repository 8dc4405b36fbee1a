using System.Globalization;
using System.Text;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>A List of RFC 9651, read as strictly as it is written: one character too much and it is none. Strings and integers only.</summary>
internal sealed class StructuredList
{
    private readonly string _text;
    private int _at;

    private StructuredList(string text) => _text = text;

    public static IReadOnlyList<(string Name, IReadOnlyDictionary<string, long> Parameters)> Parse(string text)
    {
        var list = new StructuredList(text);
        var items = new List<(string, IReadOnlyDictionary<string, long>)> { list.Item() };
        while (list._at < text.Length)
        {
            list.Blanks();
            list.Take(',');
            list.Blanks();
            items.Add(list.Item());
        }

        return items;
    }

    private (string, IReadOnlyDictionary<string, long>) Item()
    {
        var name = String();
        var parameters = new Dictionary<string, long>();
        while (_at < _text.Length && _text[_at] == ';')
        {
            _at++;
            while (Next == ' ')
            {
                _at++;
            }

            var key = Key();
            Take('=');
            parameters[key] = Integer();
        }

        return (name, parameters);
    }

    private string String()
    {
        var said = new StringBuilder();
        Take('"');
        while (Next != '"')
        {
            if (Next == '\\')
            {
                _at++;
                (Next is '"' or '\\').ShouldBeTrue(_text);
            }

            (Next is >= ' ' and <= '~').ShouldBeTrue(_text);
            said.Append(_text[_at++]);
        }

        Take('"');
        return said.ToString();
    }

    private string Key()
    {
        (char.IsAsciiLetterLower(Next) || Next == '*').ShouldBeTrue(_text);
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterLower(Next) || char.IsAsciiDigit(Next) || Next is '_' or '-' or '.' or '*'))
        {
            _at++;
        }

        return _text[from.._at];
    }

    private long Integer()
    {
        var from = _at;
        _at += Next == '-' ? 1 : 0;
        while (_at < _text.Length && char.IsAsciiDigit(Next))
        {
            _at++;
        }

        (_at - from).ShouldBeInRange(1, 15, _text);
        return long.Parse(_text[from.._at], CultureInfo.InvariantCulture);
    }

    private void Blanks()
    {
        while (_at < _text.Length && Next is ' ' or '\t')
        {
            _at++;
        }
    }

    private void Take(char c)
    {
        Next.ShouldBe(c, _text);
        _at++;
    }

    private char Next => _at < _text.Length ? _text[_at] : throw new FormatException($"'{_text}' ends too early");
}
