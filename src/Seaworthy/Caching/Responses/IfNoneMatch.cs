using Microsoft.Extensions.Primitives;

namespace Seaworthy.Caching.Responses;

/// <summary>Reads If-None-Match without allocating (RFC 9110, section 13.1.2).</summary>
internal static class IfNoneMatch
{
    /// <summary>
    /// Whether the caller has what <paramref name="tag"/> stands for: it is in the list by weak comparison, or the field is <c>*</c>.
    /// </summary>
    public static bool Matches(StringValues field, ReadOnlySpan<char> tag)
    {
        var opaque = Opaque(tag);
        foreach (var line in field)
        {
            var rest = line.AsSpan().Trim();
            if (rest is "*")
            {
                return true;
            }

            while (!rest.IsEmpty)
            {
                // A comma may stand inside the quotes.
                var open = rest.IndexOf('"');
                var length = open < 0 ? -1 : rest[(open + 1)..].IndexOf('"');
                if (length < 0)
                {
                    break;
                }

                if (rest.Slice(open, length + 2).SequenceEqual(opaque))
                {
                    return true;
                }

                rest = rest[(open + length + 2)..];
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
