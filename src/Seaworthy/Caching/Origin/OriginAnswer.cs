using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Caching.Responses;
using Seaworthy.Compression;

namespace Seaworthy.Caching.Origin;

/// <summary>An answer of another server, whole: its status, all of its headers, and its bytes in every coding there is a use for.</summary>
internal sealed class OriginAnswer(
    string key, CacheTimes times, TagCapture tags, OriginHead head, Variant plain, Variant? gzip, Variant? brotli)
    : CacheEntry(key, Words + head.Bytes + plain.Body.Length + (gzip?.Body.Length ?? 0) + (brotli?.Body.Length ?? 0), times, tags)
{
    // This object, three variants with their tags and the heads of their arrays.
    private const int Words = 600;

    public OriginHead Head => head;

    /// <summary>Until when it may stand in for an error; what is kept longer is only there to be asked about.</summary>
    public long StandsUntil { get; init; }

    public int Age(long now) => (int)Math.Min(int.MaxValue, Math.Max(0, (now - head.MadeAt) / 1000));

    /// <summary>The same bytes under what a 304 says of them.</summary>
    public OriginAnswer Renewed(CacheTimes renewed, TagCapture again, OriginHead now, long standsUntil) =>
        new(Key, renewed, again, now, plain, gzip, brotli) { StandsUntil = standsUntil };

    /// <summary>Answers with it: with the variant that the caller likes best, or 304 when the caller has that one. Returns whether it was the latter.</summary>
    /// <param name="context">The request.</param>
    /// <param name="age">Seconds since it was made; null for whoever it was made for.</param>
    public bool WriteTo(HttpContext context, int? age)
    {
        var (request, response) = (context.Request, context.Response);
        var accepted = AcceptedCodings.Read(request.Headers.AcceptEncoding);
        var variant = Variants.Best(accepted, plain, gzip, brotli);
        head.WriteTo(response, variant);
        if (age is { } seconds)
        {
            response.Headers.Age = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (head.IsWhole && IsKnownTo(request.Headers, variant))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            (response.Headers.ContentType, response.Headers.ContentEncoding, response.ContentLength) = (default, default, null);
            return true;
        }

        response.ContentLength = variant.Body.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            response.BodyWriter.Write(variant.Body);
        }

        return false;
    }

    // A date is looked at only where no tag is sent (RFC 9110, section 13.2.2).
    private bool IsKnownTo(IHeaderDictionary asked, Variant variant) => asked.IfNoneMatch.Count > 0
        ? IfNoneMatch.Matches(asked.IfNoneMatch, variant.Tag.ToString())
        : asked.IfModifiedSince.Count == 1 && HeaderUtilities.TryParseDate(asked.IfModifiedSince.ToString(), out var known)
            && HeaderUtilities.TryParseDate(head.LastModified.ToString(), out var changed) && changed <= known;
}
