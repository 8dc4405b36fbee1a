using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;

namespace Seaworthy.Caching.Responses;

/// <summary>A tag as an endpoint names it: <c>product:{id}</c> has the route's value in it, <c>users:{within}</c> the scope's.</summary>
internal sealed class TagTemplate
{
    /// <summary>Stands for the scope of an endpoint that says <c>SameWithin</c>.</summary>
    public const string Within = "within";

    private readonly string _text;
    private readonly List<(string Before, string Value)> _parts = [];
    private readonly string _end;

    public TagTemplate(string text)
    {
        _text = text;
        var from = 0;
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', from))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            _parts.Add((text[from..open], text[(open + 1)..close]));
            from = close + 1;
        }

        _end = text[from..];
    }

    /// <summary>The names of the values in it.</summary>
    public IEnumerable<string> Values => _parts.Select(part => part.Value);

    public string Of(RouteValueDictionary values, string? within)
    {
        if (_parts.Count == 0)
        {
            return _text;
        }

        var tag = new StringBuilder();
        foreach (var (before, value) in _parts)
        {
            tag.Append(before).Append(value == Within ? within : Canonical(Convert.ToString(values[value], CultureInfo.InvariantCulture) ?? ""));
        }

        return tag.Append(_end).ToString();
    }

    public override string ToString() => _text;

    // Whoever changes a row names its id, and an address may write the same id in several ways: 7 and 007, upper and lower case.
    private static string Canonical(string value) =>
        long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture)
        : Guid.TryParse(value, out var id) ? id.ToString()
        : value;
}
