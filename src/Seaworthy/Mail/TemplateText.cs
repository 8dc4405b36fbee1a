using System.Net;
using System.Text;

namespace Seaworthy.Mail;

/// <summary>A text with <c>{{names}}</c> in it, taken apart once.</summary>
internal sealed class TemplateText
{
    private readonly List<(string Text, bool IsName)> _parts = [];

    /// <exception cref="FormatException">A pair of braces is not closed, or a name in it is none of <paramref name="names"/>.</exception>
    public TemplateText(string text, IReadOnlyCollection<string> names)
    {
        var rest = text.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var open)
        {
            var close = rest[open..].IndexOf("}}");
            var name = close < 0 ? throw new FormatException("a {{ has no }} behind it") : rest[(open + 2)..(open + close)].Trim().ToString();
            if (!names.Contains(name))
            {
                throw new FormatException($"it says {{{{{name}}}}}, and there is only {string.Join(", ", names.Select(known => $"{{{{{known}}}}}"))}");
            }

            _parts.Add((rest[..open].ToString(), false));
            _parts.Add((name, true));
            rest = rest[(open + close + 2)..];
        }

        _parts.Add((rest.ToString(), false));
    }

    public string Fill(Func<string, string> valueOf)
    {
        var written = new StringBuilder();
        foreach (var (text, isName) in _parts)
        {
            written.Append(isName ? valueOf(text) : text);
        }

        return written.ToString();
    }

    /// <summary>The same as HTML: of what is filled in nothing is markup, and a line stays a line.</summary>
    public string FillHtml(Func<string, string> valueOf) =>
        Fill(name => WebUtility.HtmlEncode(valueOf(name)).ReplaceLineEndings("<br>\n"));
}
