using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cors;

/// <summary>Which web pages may call the API from a browser (R7).</summary>
public sealed class CorsOptions
{
    /// <summary>
    /// Origins that may: scheme, host and port, exactly (<c>https://shop.example</c>). Default none. <c>*</c> is allowed only
    /// without credentials.
    /// </summary>
    public IList<string> Origins { get; } = [];

    /// <summary>Lets pages send cookies and Authorization. Default off.</summary>
    public bool Credentials { get; set; }

    /// <summary>Seconds a browser may remember a preflight. Default 600; Chromium caps 7200.</summary>
    [InRange(0, 86_400)]
    public int MaxAgeSeconds { get; set; } = 600;

    /// <summary>Methods a page may use.</summary>
    public IList<string> Methods { get; } = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Request headers a page may send.</summary>
    public IList<string> Headers { get; } =
        ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-ID", "traceparent", "tracestate"];

    /// <summary>Answer headers a page may read.</summary>
    public IList<string> Exposed { get; } =
        ["ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-ID", "Deprecation", "Sunset", "Idempotency-Replayed", "X-Access-Token"];
}
