using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seaworthy.Api.Problems;
using Seaworthy.Caching.Responses;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Entity tags made of row versions: strong, quoted, and nothing has to be hashed (RFC 9110, section 8.8.3).</summary>
public static class EntityTag
{
    /// <summary>The tag of a version: <c>"7"</c>.</summary>
    public static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Refuses a change that does not say which version it was made from: 428 where there is no If-Match, null where there is one.</summary>
    public static Problem? Missing(HttpRequest request, string resource) => request.Headers.IfMatch.Count == 0
        ? Problem.Of(ProblemTypes.PreconditionRequired, $"Send the ETag of the {resource} as you read it in If-Match.")
        : null;

    /// <summary>Refuses a change made from a version that is no longer there: 412.</summary>
    public static Problem Changed(string resource) =>
        Problem.Of(ProblemTypes.PreconditionFailed, $"Somebody has changed the {resource} since you read it.");

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
