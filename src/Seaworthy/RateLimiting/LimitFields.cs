using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Seaworthy.RateLimiting;

/// <summary>
/// What a policy says in headers: <c>RateLimit-Policy</c> and <c>RateLimit</c> of draft-ietf-httpapi-ratelimit-headers-10, both lists
/// of RFC 9651. Texts that were written once are kept, up to a bound, so that most answers make none.
/// </summary>
internal sealed class LimitFields(LimitPolicy policy)
{
    public const string RateLimit = "RateLimit";
    public const string RateLimitPolicy = "RateLimit-Policy";
    private const string LegacyLimit = "X-RateLimit-Limit";
    private const string LegacyRemaining = "X-RateLimit-Remaining";
    private const string LegacyReset = "X-RateLimit-Reset";
    private const int Kept = 2048;
    private readonly Said?[] _kept = new Said?[Kept];

    /// <summary>The policy's item: <c>"products";q=100;w=60</c>.</summary>
    public string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};w={policy.Window / 1_000_000}")
        + (policy.Spec.Burst == policy.Limit ? "" : string.Create(CultureInfo.InvariantCulture, $";sw-burst={policy.Spec.Burst}"));

    /// <summary>The item of a moment: <c>"products";r=99;t=1</c>.</summary>
    public StringValues At(long left, long seconds)
    {
        ref var kept = ref _kept[((left * 31) + seconds) & (Kept - 1)];
        var said = kept;
        if (said is null || said.Left != left || said.Seconds != seconds)
        {
            kept = said = new(left, seconds, string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";r={left};t={seconds}"));
        }

        return said.Text;
    }

    /// <summary>
    /// Writes what the request's limits said: all policies, and the state of the one that is closest to its end. When the
    /// answer starts and not before, so that nobody who keeps answers keeps it.
    /// </summary>
    public static void WriteTo(IHeaderDictionary headers, RequestRecord record)
    {
        if (record.Limits.Closest is not { } limit)
        {
            return;
        }

        var reading = record.Limits.Reading;
        var kind = record.Service.Options.RateLimiting.Headers;
        if (kind is RateLimitHeaders.Standard or RateLimitHeaders.Both)
        {
            headers[RateLimitPolicy] = Beside(record, headers[RateLimitPolicy], record.Limits.Policies);
            headers[RateLimit] = Beside(record, headers[RateLimit], limit.Fields.At(reading.Left, reading.Seconds));
        }

        if (kind is RateLimitHeaders.Legacy or RateLimitHeaders.Both)
        {
            headers[LegacyLimit] = HeaderUtilities.FormatNonNegativeInt64(limit.Limit);
            headers[LegacyRemaining] = HeaderUtilities.FormatNonNegativeInt64(reading.Left);
            headers[LegacyReset] = HeaderUtilities.FormatNonNegativeInt64(record.Now.ToUnixTimeSeconds() + reading.Seconds);
        }
    }

    // What stands behind a gateway has limits of its own: lists of both are one list (RFC 9651, section 3.1).
    private static StringValues Beside(RequestRecord record, StringValues behind, StringValues own) => record.IsAnswered && behind.Count > 0 ? StringValues.Concat(behind, own) : own;

    private sealed record Said(long Left, long Seconds, StringValues Text);
}
