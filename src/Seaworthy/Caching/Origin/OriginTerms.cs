using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Gateway;

namespace Seaworthy.Caching.Origin;

/// <summary>On what terms a shared cache may keep an answer (RFC 9111, section 3), and for how long (section 4.2).</summary>
/// <param name="Fresh">How much longer it is fresh.</param>
/// <param name="Age">How old it was when it came.</param>
/// <param name="StaleIfError">How long beyond it may stand in for an error (RFC 5861); zero where nobody says, or it must be asked about first.</param>
/// <param name="IsForEverybody">Whether requests with credentials may have it, and fill it.</param>
/// <param name="Vary">Names of the request's fields that it depends on, in lower case and in order.</param>
internal sealed record OriginTerms(TimeSpan Fresh, TimeSpan Age, TimeSpan StaleIfError, bool IsForEverybody, string[] Vary)
{
    /// <summary>More are not kept: who names them all depends on everything.</summary>
    public const int MostVary = 8;

    // Those with a meaning that a cache need not know more of (RFC 9110, section 15); a part (206) is not among them.
    private static readonly int[] Kept = [200, 203, 301, 308, 404, 410];

    /// <summary>Null for an answer that is not kept.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="answer">Its headers.</param>
    /// <param name="hasCredentials">Whether the request that it answers says who sent it.</param>
    /// <param name="ignored">Fields of <c>Vary</c> that the cache takes care of itself.</param>
    /// <param name="now">The time, to read <c>Expires</c> by where there is no <c>Date</c>.</param>
    public static OriginTerms? Of(int status, IHeaderDictionary answer, bool hasCredentials, IReadOnlyList<string> ignored, DateTimeOffset now)
    {
        var said = CacheDirectives.Read(answer.CacheControl);
        if (!Kept.Contains(status) || said.NoStore || said.NoCache || said.Private || answer.SetCookie.Count > 0 || VaryOf(answer.Vary, ignored) is not { } vary)
        {
            return null;
        }

        // What was made for somebody is kept only where the origin says that it may be (section 3.5).
        var isForEverybody = said.Public || said.SharedMaxAge is not null || (said.MustRevalidate && said.MaxAge is not null);
        var age = TimeSpan.FromSeconds(Seconds(answer.Age) ?? 0);
        if ((hasCredentials && !isForEverybody) || Lifetime(said, answer, now) is not { } lifetime || lifetime <= age)
        {
            return null;
        }

        var stands = said.MustRevalidate || said.ProxyRevalidate || said.SharedMaxAge is not null ? 0 : said.StaleIfError ?? 0;
        return new(lifetime - age, age, TimeSpan.FromSeconds(stands), isForEverybody, vary);
    }

    private static TimeSpan? Lifetime(CacheDirectives said, IHeaderDictionary answer, DateTimeOffset now)
    {
        if ((said.SharedMaxAge ?? said.MaxAge) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // "0" and other texts that are no date mean "already over" (section 5.3). Nothing is guessed where the origin says nothing.
        return answer.Expires.Count == 0 ? null
            : HeaderUtilities.TryParseDate(answer.Expires.ToString(), out var ends) ? ends - (HeaderUtilities.TryParseDate(answer.Date.ToString(), out var made) ? made : now)
            : TimeSpan.Zero;
    }

    private static int? Seconds(StringValues field) =>
        int.TryParse(field.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static string[]? VaryOf(StringValues field, IReadOnlyList<string> ignored)
    {
        var names = field.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(name => name.ToLowerInvariant()).Except(ignored).Order(StringComparer.Ordinal).ToArray();
        // By a field that we have told the origin its answers vary otherwise than by what their callers said.
        return names.Contains("*") || names.Length > MostVary || names.Any(ToldFields.Are) ? null : names;
    }
}
