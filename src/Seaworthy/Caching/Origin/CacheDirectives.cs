using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Caching.Origin;

/// <summary>What a <c>Cache-Control</c> says (RFC 9111, section 5.2). A time that is none counts as over: what nobody can read must not be kept.</summary>
internal readonly record struct CacheDirectives
{
    public bool NoStore { get; private init; }

    public bool NoCache { get; private init; }

    public bool Private { get; private init; }

    public bool Public { get; private init; }

    public bool NoTransform { get; private init; }

    /// <summary>Nothing may be given out that is past its time.</summary>
    public bool MustRevalidate { get; private init; }

    /// <summary>The same for shared caches alone; unlike the other one no leave to share what was made for somebody (section 3.5).</summary>
    public bool ProxyRevalidate { get; private init; }

    /// <summary>Seconds; null where it is not said.</summary>
    public int? MaxAge { get; private init; }

    /// <inheritdoc cref="MaxAge"/>
    public int? SharedMaxAge { get; private init; }

    /// <inheritdoc cref="MaxAge"/>
    public int? StaleIfError { get; private init; }

    public static CacheDirectives Read(StringValues field)
    {
        var said = new CacheDirectives();
        foreach (var line in field)
        {
            foreach (var part in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right.Trim('"')) : (part, "");
                said = said.With(name.ToLowerInvariant(), value);
            }
        }

        return said;
    }

    private CacheDirectives With(string name, string value) => name switch
    {
        "no-store" => this with { NoStore = true },
        // With names of fields too: to keep an answer without them would be allowed, and to keep none is simpler.
        "no-cache" => this with { NoCache = true },
        "private" => this with { Private = true },
        "public" => this with { Public = true },
        "no-transform" => this with { NoTransform = true },
        "must-revalidate" => this with { MustRevalidate = true },
        "proxy-revalidate" => this with { ProxyRevalidate = true },
        // Said twice, the shorter counts (section 4.2.1).
        "max-age" => this with { MaxAge = Shorter(MaxAge, value) },
        "s-maxage" => this with { SharedMaxAge = Shorter(SharedMaxAge, value) },
        "stale-if-error" => this with { StaleIfError = Shorter(StaleIfError, value) },
        _ => this,
    };

    private static int Shorter(int? before, string text)
    {
        var seconds = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int)Math.Min(number, int.MaxValue) : 0;
        return before is { } known ? Math.Min(known, seconds) : seconds;
    }
}
