using Microsoft.AspNetCore.Http;
using Seaworthy.Caching.Responses;
using Seaworthy.Compression;
using Seaworthy.Identity;

namespace Seaworthy.Caching.Origin;

/// <summary>Finds answers of other servers, and keeps them by what these say.</summary>
internal sealed class OriginKeeper(FirstLevel level, CacheTags tags, CacheInvalidation invalidation, CacheClock clock, CachingOptions options)
{
    // How long an answer that was not kept says that the next will not be either, and that nobody should wait for it.
    private const long UnkeptMs = 30_000;

    // How long beyond its time an answer with a tag of its own is there to be asked about.
    private const long AskedAboutMs = 600_000;

    /// <summary>The largest body that is kept.</summary>
    public int MostBytes => options.ResponseBytes;

    public long Now => clock.Now;

    /// <summary>Whether the request says who sends it.</summary>
    public static bool HasCredentials(RequestRecord record) => record.Caller.IsKnown || record.Signer is not null || Credentials.AreIn(record.Context);

    /// <summary>The answer that the request may have now; null when there is none.</summary>
    public OriginAnswer? Find(RequestRecord record, string key) =>
        level.TryGet(KeyOf(record, key), clock.Now, out var entry) && entry is OriginAnswer answer && IsFor(record, answer) ? answer : null;

    /// <summary>One that is past its time, and may be asked about or stand in for an error.</summary>
    public OriginAnswer? FindStale(RequestRecord record, string key) =>
        level.TryGetStale(KeyOf(record, key), clock.Now, out var entry) && entry is OriginAnswer answer && IsFor(record, answer) ? answer : null;

    /// <summary>Whether it may be given in place of an error.</summary>
    public bool MayStandIn(OriginAnswer old) => clock.Now < old.StandsUntil;

    /// <summary>Whether the last answer of this address was not kept.</summary>
    public bool IsUnkept(string key) => level.TryGet(key, clock.Now, out var entry) && entry is OriginMark { Vary: null };

    /// <summary>Before an answer is asked for: what changes from here on must not be undone by it.</summary>
    public Begun Begin(string key) => new(clock.Now, tags.Moment, level.Fence(key));

    /// <summary>The address answers what nobody else may have. Said again when half of the time for which it was said is over, and not by each request.</summary>
    public void MarkUnkept(string key, HttpRequest request, Begun begun)
    {
        if (!level.TryGet(key, clock.Now + (UnkeptMs / 2), out var entry) || entry is not OriginMark { Vary: null })
        {
            level.TryFill(new OriginMark(key, CacheTimes.Until(clock.Now + UnkeptMs), Capture(request, begun), null), begun.Fence, clock.Now);
        }
    }

    /// <summary>An answer of its bytes, kept where its terms say so.</summary>
    /// <param name="record">The request.</param>
    /// <param name="key">Of its address; null when it has none.</param>
    /// <param name="terms">On what terms; null for its own caller alone.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="begun">The moment before it was asked for.</param>
    public OriginAnswer Make(RequestRecord record, string? key, OriginTerms? terms, byte[] body, Begun begun)
    {
        var response = record.Context.Response;
        var plain = Variants.Plain(body, response.Headers.ETag);
        var encoding = record.Plan!.Service.Options.Compression;
        var isWorthIt = encoding.Enabled && body.Length >= encoding.MinimumBytes && CodableTypes.Contain(response.ContentType) && !CacheDirectives.Read(response.Headers.CacheControl).NoTransform;
        var best = AcceptedCodings.Read(record.Context.Request.Headers.AcceptEncoding).Best(hasGzip: true, hasBrotli: true);
        var isKept = key is not null && terms is not null;
        // What is kept is made in every coding; what is for one caller, in that caller's.
        var answer = new OriginAnswer(
            isKept ? Keyed(key!, record, terms!) : "", TimesOf(terms, response.Headers.ETag.Count + response.Headers.LastModified.Count > 0),
            isKept ? Capture(record.Context.Request, begun) : default, HeadOf(record, terms), plain,
            isWorthIt && (isKept || best == ContentCoding.Gzip) ? Variants.Shorter(plain, ContentCoding.Gzip) : null,
            isWorthIt && (isKept || best == ContentCoding.Brotli) ? Variants.Shorter(plain, ContentCoding.Brotli) : null) { StandsUntil = StandsUntil(terms) };
        if (isKept)
        {
            Store(answer, key!, terms!, record.Context.Request, begun);
        }

        return answer;
    }

    /// <summary>What a 304 has said to be still good; for its own caller alone where the 304 gives no new time.</summary>
    public OriginAnswer Renew(RequestRecord record, string key, OriginAnswer old, Begun begun)
    {
        var response = record.Context.Response;
        response.StatusCode = old.Head.Status;
        var terms = TermsOf(record);
        var renewed = old.Renewed(TimesOf(terms, isAskable: true), Capture(record.Context.Request, begun), old.Head.With(HeadOf(record, terms)), StandsUntil(terms));
        if (terms is not null)
        {
            Store(renewed, key, terms, record.Context.Request, begun);
        }

        return renewed;
    }

    public static OriginTerms? TermsOf(RequestRecord record) => OriginTerms.Of(
        record.Context.Response.StatusCode, record.Context.Response.Headers, HasCredentials(record), record.Plan!.Origin!.VaryIgnored, record.Now);

    /// <summary>Something has changed at this path.</summary>
    public ValueTask ChangedAsync(HttpRequest request, PathString path) => invalidation.InvalidateAsync(OriginKey.Changed(request.Host, path), null);

    private OriginHead HeadOf(RequestRecord record, OriginTerms? terms) => new(
        record.Context.Response, record.Plan!.Origin!.LeavesCors, clock.Now - (long)(terms?.Age.TotalMilliseconds ?? 0), terms?.IsForEverybody == true);

    private void Store(OriginAnswer answer, string key, OriginTerms terms, HttpRequest request, Begun begun)
    {
        // For a key of its own the fence of the address stands: both are written by whoever asks for the address.
        if (answer.Key == key)
        {
            level.TryFill(answer, begun.Fence, clock.Now);
            return;
        }

        level.TryFill(new OriginMark(key, CacheTimes.Until(answer.Times.KeptUntil), Capture(request, begun), terms.Vary), begun.Fence, clock.Now);
        level.TryFill(answer, level.Fence(answer.Key), clock.Now);
    }

    private string KeyOf(RequestRecord record, string key) =>
        level.TryGet(key, clock.Now, out var entry) && entry is OriginMark { Vary: { } vary } ? OriginKey.Within(key, record.Context.Request, vary) : key;

    private static string Keyed(string key, RequestRecord record, OriginTerms terms) => terms.Vary.Length == 0 ? key : OriginKey.Within(key, record.Context.Request, terms.Vary);

    private static bool IsFor(RequestRecord record, OriginAnswer answer) => answer.Head.IsForEverybody || !HasCredentials(record);

    private long StandsUntil(OriginTerms? terms) => terms is null ? 0 : clock.Now + (long)(terms.Fresh + terms.StaleIfError).TotalMilliseconds;

    private CacheTimes TimesOf(OriginTerms? terms, bool isAskable)
    {
        var fresh = clock.Now + (long)(terms?.Fresh.TotalMilliseconds ?? 0);
        return new(fresh, fresh, Math.Max(StandsUntil(terms), isAskable ? fresh + AskedAboutMs : fresh));
    }

    private TagCapture Capture(HttpRequest request, Begun begun) =>
        tags.Capture([CacheScope.Of(CacheTags.Everything), OriginKey.TagOf(request.Host, request.Path)], begun.Moment);
}
