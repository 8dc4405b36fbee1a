using System.Text;

namespace Seaworthy.Caching.Responses;

/// <summary>
/// Strong tags differ where bytes do (RFC 9110, section 8.8.3.3): that of an encoded variant has its coding in it, <c>"7-br"</c>. A
/// weak tag stands for all variants alike.
/// </summary>
internal static class CodedTag
{
    private static readonly string[] Endings = ["-br\"", "-gzip\""];

    // What has no quotes is no tag, and nobody is told 304 by it: it is left as it is.
    public static string Of(string tag, string coding) => tag is ['"', .., '"'] ? $"{tag[..^1]}-{coding}\"" : tag;

    /// <summary>The tag without its coding: the one that the endpoint itself knows.</summary>
    public static string Plain(string tag)
    {
        foreach (var ending in Endings)
        {
            if (tag.EndsWith(ending, StringComparison.Ordinal))
            {
                return string.Concat(tag.AsSpan(0, tag.Length - ending.Length), "\"");
            }
        }

        return tag;
    }

    /// <summary>A field of conditions, <c>"7-br", W/"8"</c>, with each strong tag as the endpoint itself knows it.</summary>
    public static string PlainAll(string field)
    {
        var plain = new StringBuilder(field.Length);
        var rest = field.AsSpan();
        while (true)
        {
            // A comma may stand inside the quotes.
            var open = rest.IndexOf('"');
            var length = open < 0 ? -1 : rest[(open + 1)..].IndexOf('"');
            if (length < 0)
            {
                return plain.Append(rest).ToString();
            }

            var tag = rest.Slice(open, length + 2).ToString();
            plain.Append(rest[..open]).Append(rest[..open].EndsWith("W/", StringComparison.Ordinal) ? tag : Plain(tag));
            rest = rest[(open + tag.Length)..];
        }
    }
}
