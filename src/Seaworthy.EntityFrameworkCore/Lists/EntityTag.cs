using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seaworthy.Caching.Responses;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Entity tags made of row versions: strong, quoted, and nothing has to be hashed (RFC 9110, section 8.8.3).</summary>
public static class EntityTag
{
    /// <summary>The tag of a version: <c>"7"</c>.</summary>
    public static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// Whether <paramref name="version"/> is what the caller's If-Match means: no field, <c>*</c>, or a list that holds the
    /// version's tag by strong comparison. A tag that a kept answer carried in gzip or Brotli is the version's too: it names the same row.
    /// </summary>
    public static bool Matches(HttpRequest request, long version)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags)
            && tags.Any(tag => tag == EntityTagHeaderValue.Any || (!tag.IsWeak && CodedTag.Plain(tag.Tag.ToString()) == Of(version)));
    }
}
