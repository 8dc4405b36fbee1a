using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seaworthy.Compression;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Responses;

/// <summary>Finds answers and keeps them, by the same rules as values: what was begun before an invalidation is never served after it.</summary>
internal sealed class AnswerKeeper(
    FirstLevel level, CacheTags tags, CacheLifetimes lifetimes, CacheClock clock, SeaworthyOptions options, ILogger<AnswerKeeper> log)
{
    /// <summary>The largest body that is kept.</summary>
    public int MostBytes => options.Caching.ResponseBytes;

    public long Now => clock.Now;

    public Answer? Find(string key) => level.TryGet(key, clock.Now, out var entry) ? entry as Answer : null;

    public Answer? Find(ReadOnlySpan<char> key, long now) => level.TryGet(key, now, out var entry) ? entry as Answer : null;

    /// <summary>Before an answer is made: what changes from here on must not be undone by it.</summary>
    public Begun Begin(string key) => new(clock.Now, tags.Moment, level.Fence(key));

    /// <summary>The answer that the endpoint has made, kept where it may be; null when it is for its own caller alone.</summary>
    public Answer? Keep(RequestRecord record, string key, HeldBody held, Begun begun)
    {
        var response = record.Context.Response;
        if (held.HasPassed || held.Written.Length > MostBytes || record.Problem is not null || response.HasStarted
            || response.StatusCode != StatusCodes.Status200OK || (response.ContentLength is { } length && length != held.Written.Length))
        {
            return null;
        }

        var plan = record.Plan!;
        if (AnswerHeaders.Fault(response.Headers) is { } fault)
        {
            if (plan.Recall!.Counts.MayWarn())
            {
                Log.AnswerNotKept(log, plan.Route, fault);
            }

            return null;
        }

        var answer = Make(record, key, held.Written.ToArray(), begun);
        level.TryFill(answer, begun.Fence, clock.Now);
        return answer;
    }

    private Answer Make(RequestRecord record, string key, byte[] body, Begun begun)
    {
        var (plan, response) = (record.Plan!.Recall!, record.Context.Response);
        var now = clock.Now;
        // In every coding at once: an answer that is asked for again is asked for by many, a hit waits for no encoder, and what an
        // entry takes is known when it is stored.
        var plain = Variants.Plain(body, response.Headers.ETag);
        var encoding = record.Plan.Service.Options.Compression;
        var isWorthIt = encoding.Enabled && body.Length >= encoding.MinimumBytes && CodableTypes.Contain(response.ContentType);
        return new Answer(
            key, lifetimes.For(now, now - begun.At, "", isNone: false, plan.Wanted),
            tags.Capture(plan.TagsOf(record.Context.Request.RouteValues, record.Recall.Within), begun.Moment), now, new AnswerHeaders(response.Headers),
            plain, isWorthIt ? Variants.Shorter(plain, ContentCoding.Gzip) : null, isWorthIt ? Variants.Shorter(plain, ContentCoding.Brotli) : null);
    }
}
