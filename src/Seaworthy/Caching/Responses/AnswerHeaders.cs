using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Seaworthy.Caching.Responses;

/// <summary>The headers of an answer that are the same for everybody who gets it.</summary>
internal sealed class AnswerHeaders(IHeaderDictionary headers)
{
    private const string DeprecationName = "Deprecation";
    private const string SunsetName = "Sunset";

    // A handler's own, or what is said of every answer or of one request: set anew each time by whoever sets it.
    private static readonly string[] Others =
    [
        HeaderNames.ContentType, HeaderNames.CacheControl, HeaderNames.Link, HeaderNames.ETag, HeaderNames.Vary, HeaderNames.ContentLength,
        DeprecationName, SunsetName, HeaderNames.Date, HeaderNames.Server, HeaderNames.Connection, HeaderNames.KeepAlive,
    ];

    private readonly StringValues _contentType = headers.ContentType;
    private readonly StringValues _cacheControl = headers.CacheControl.Count > 0 ? headers.CacheControl : "no-cache";
    private readonly StringValues _link = headers.Link;
    private readonly StringValues _deprecation = headers[DeprecationName];
    private readonly StringValues _sunset = headers[SunsetName];

    /// <summary>What they take.</summary>
    public int Bytes => sizeof(char) * (Length(_contentType) + Length(_cacheControl) + Length(_link) + Length(_deprecation) + Length(_sunset));

    /// <summary>Why an answer with these headers cannot be kept, or null.</summary>
    public static string? Fault(IHeaderDictionary headers)
    {
        if (headers.SetCookie.Count > 0)
        {
            return "it sets a cookie";
        }

        if (Has(headers.CacheControl, "no-store") || Has(headers.CacheControl, "private"))
        {
            return "its Cache-Control says so";
        }

        foreach (var (name, value) in headers)
        {
            if (name.Equals(HeaderNames.Vary, StringComparison.OrdinalIgnoreCase) ? !IsKnownVary(value)
                : !Others.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            {
                return $"it carries {name}: {value}";
            }
        }

        return null;
    }

    /// <summary>What a 304 has too.</summary>
    public void WriteValidators(IHeaderDictionary headers) => headers.CacheControl = _cacheControl;

    public void WriteContent(IHeaderDictionary headers)
    {
        headers.ContentType = _contentType;
        if (_link.Count > 0)
        {
            headers.Link = _link;
        }

        if (_deprecation.Count > 0)
        {
            headers[DeprecationName] = _deprecation;
        }

        if (_sunset.Count > 0)
        {
            headers[SunsetName] = _sunset;
        }
    }

    private static bool IsKnownVary(StringValues vary) => vary.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries))
        .All(name => name.Equals(HeaderNames.Origin, StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase));

    private static bool Has(StringValues field, string directive) => field.Any(line => line?.Contains(directive, StringComparison.OrdinalIgnoreCase) == true);

    private static int Length(StringValues values) => values.Sum(value => value?.Length ?? 0);
}
