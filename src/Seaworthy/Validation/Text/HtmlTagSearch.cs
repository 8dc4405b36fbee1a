using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Seaworthy.Validation;

/// <summary>
/// One pass through a text: where closed tags of known elements stand. AngleSharp's tokenizer says it, because quotes decide
/// where a tag ends. What it sees is masked first, character for character: for it there is no entity, comment or
/// declaration, and so none that could hide a tag.
/// </summary>
internal sealed class HtmlTagSearch(string text, long budget)
{
    // AngleSharp's list, and what stands in no list any more but browsers knew.
    private static readonly FrozenSet<string> Known = typeof(TagNames).GetFields().Select(field => field.GetValue(null)).OfType<string>()
        .Concat(["acronym", "blink", "layer", "ilayer", "multicol", "nextid", "spacer", "search", "command", "content", "shadow"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly string _masked = Mask(text);
    private readonly List<Range> _cuts = [];

    /// <summary>Characters that may still be looked at.</summary>
    public long Budget { get; private set; } = budget;

    /// <summary>The tags in order; false when the budget has run out.</summary>
    public bool TryFind(out IReadOnlyList<Range> cuts)
    {
        cuts = _cuts;
        for (var from = Next(0); from is { } start && Budget > 0;)
        {
            Budget -= text.Length - start;
            from = FindFrom(start);
        }

        return Budget > 0;
    }

    /// <summary>Notes the cuts from <paramref name="start"/> on; says where a fresh start is needed, or null at the end.</summary>
    private int? FindFrom(int start)
    {
        HtmlToken? tag = null;
        var options = new HtmlTokenizerOptions(new HtmlParserOptions());
        foreach (var token in new TextSource(_masked[start..]).Tokenize(options))
        {
            var at = start + token.Position.Index;
            if (tag is not null && Cut(tag, start + tag.Position.Index, at) is { } again)
            {
                return again;
            }

            if (Budget <= 0)
            {
                return null;
            }

            tag = token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag ? token : null;
            if (token.Type == HtmlTokenType.EndOfFile && at < text.Length)
            {
                // A tag that is never closed: what stands in it is looked at by itself.
                return Next(at + 1);
            }
        }

        return null;
    }

    private int? Cut(HtmlToken tag, int start, int end)
    {
        if (!Known.Contains(tag.Name))
        {
            return _masked.AsSpan(start + 1, end - start - 1).Contains('<') ? Next(start + 1) : null;
        }

        if (tag.Type == HtmlTokenType.StartTag && tag.Name is "script" or "style" && EndOfContent(tag.Name, end) is { } contentEnd)
        {
            _cuts.Add(start..contentEnd);
            return Next(contentEnd) ?? text.Length;
        }

        _cuts.Add(start..end);
        return null;
    }

    private int? EndOfContent(string name, int from)
    {
        var close = $"</{name}";
        var at = text.IndexOf(close, from, StringComparison.OrdinalIgnoreCase);
        var end = at < 0 ? -1 : text.IndexOf('>', at + close.Length);

        // The search has a price too, or many scripts without an end would cost the square of their number.
        Budget -= (end < 0 ? text.Length : end) - from;
        return end < 0 ? null : end + 1;
    }

    private int? Next(int from) => _masked.IndexOf('<', from) is >= 0 and var next ? next : null;

    private static string Mask(string text) => string.Create(text.Length, text, static (masked, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            masked[i] = text[i] switch
            {
                '<' when HtmlTags.OpensTag(text.AsSpan(i + 1)) => '<',
                '<' or '&' => 'x',
                '\r' or '\0' => ' ',
                var other => other,
            };
        }
    });
}
