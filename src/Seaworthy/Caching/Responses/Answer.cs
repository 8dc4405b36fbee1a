using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seaworthy.Compression;

namespace Seaworthy.Caching.Responses;

/// <summary>
/// A finished answer: its bytes in every coding there is a use for, each with its tag, and the headers that belong to them. What
/// belongs to one request (its id, its limits, its date, who may read it from where) is none of it and is set anew each time.
/// </summary>
internal sealed class Answer(
    string key, CacheTimes times, TagCapture tags, long madeAt, AnswerHeaders headers, Variant plain, Variant? gzip, Variant? brotli)
    : CacheEntry(key, Words + headers.Bytes + plain.Body.Length + (gzip?.Body.Length ?? 0) + (brotli?.Body.Length ?? 0), times, tags)
{
    // This object, three variants with their tags and the heads of their arrays.
    private const int Words = 500;

    private static readonly StringValues ByCoding = "Accept-Encoding";
    private static readonly StringValues ByOriginAndCoding = new(["Origin", "Accept-Encoding"]);

    private AgeText _age = new(0, "0");

    /// <summary>Whole seconds since it was made.</summary>
    public int Age(long now) => (int)((now - madeAt) / 1000);

    /// <summary>Answers with it: 200 with the variant that the caller likes best, or 304 when the caller has that one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="age">Seconds since it was made; null for whoever it was made for.</param>
    /// <returns>How many bytes of body were sent.</returns>
    public int WriteTo(HttpContext context, int? age)
    {
        var (request, response) = (context.Request, context.Response);
        var variant = Variants.Best(AcceptedCodings.Read(request.Headers.AcceptEncoding), plain, gzip, brotli);
        var fields = response.Headers;
        fields.ETag = variant.Tag;
        fields.Vary = Vary(fields.Vary);
        headers.WriteValidators(fields);
        if (age is { } seconds)
        {
            fields.Age = TextOf(seconds);
        }

        if (request.Headers.IfNoneMatch is { Count: > 0 } known && IfNoneMatch.Matches(known, variant.Tag.ToString()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            (fields.ContentType, fields.ContentLength, fields.Link) = (default, null, default);
            return 0;
        }

        headers.WriteContent(fields);
        if (variant.Coding.Count > 0)
        {
            fields.ContentEncoding = variant.Coding;
        }

        fields.ContentLength = variant.Body.Length;
        if (HttpMethods.IsHead(request.Method))
        {
            return 0;
        }

        response.BodyWriter.Write(variant.Body);
        return variant.Body.Length;
    }

    // The CORS stage has said Origin before, where it is on; the endpoint's own word is one of these or the answer is not kept.
    private static StringValues Vary(StringValues said) => said.Count == 0 || said.Equals(ByCoding) ? ByCoding : ByOriginAndCoding;

    private StringValues TextOf(int seconds)
    {
        // Once a second at most: two threads that make the same text make the same text.
        var text = _age;
        if (text.Seconds != seconds)
        {
            _age = text = new(seconds, seconds.ToString(CultureInfo.InvariantCulture));
        }

        return text.Text;
    }

    private sealed record AgeText(int Seconds, StringValues Text);
}
