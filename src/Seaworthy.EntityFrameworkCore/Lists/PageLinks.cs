using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>The addresses of the first, the next and the previous page, as the Link header has them (RFC 8288).</summary>
internal static class PageLinks
{
    /// <summary>All other parameters stay as they were sent, but for what no header takes or would end the link's address early.</summary>
    public static string Of(HttpRequest request, string? next, string? previous)
    {
        var kept = new StringBuilder();
        foreach (var part in (request.QueryString.Value ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!part.StartsWith("cursor=", StringComparison.Ordinal) && part != "cursor")
            {
                AppendAsAddress(kept.Append(kept.Length == 0 ? '?' : '&'), part);
            }
        }

        var path = $"{request.PathBase}{request.Path}{kept}";
        var join = kept.Length == 0 ? '?' : '&';
        var links = new StringBuilder($"<{path}>; rel=\"first\"");
        if (next is not null)
        {
            links.Append(CultureInfo.InvariantCulture, $", <{path}{join}cursor={next}>; rel=\"next\"");
        }

        if (previous is not null)
        {
            links.Append(CultureInfo.InvariantCulture, $", <{path}{join}cursor={previous}>; rel=\"prev\"");
        }

        return links.ToString();
    }

    // Kestrel hands a query on as it came, control bytes included, and refuses to send those in a header.
    private static void AppendAsAddress(StringBuilder address, string part)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in part.EnumerateRunes())
        {
            if (rune.Value is > ' ' and <= '~' and not ('<' or '>' or '"'))
            {
                address.Append((char)rune.Value);
                continue;
            }

            foreach (var encoded in bytes[..rune.EncodeToUtf8(bytes)])
            {
                address.Append(CultureInfo.InvariantCulture, $"%{encoded:X2}");
            }
        }
    }
}
