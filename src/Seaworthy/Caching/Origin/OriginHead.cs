using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Caching.Responses;

namespace Seaworthy.Caching.Origin;

/// <summary>Status and headers of another server's answer.</summary>
internal sealed class OriginHead
{
    // Made anew for each caller, or no part of what is kept (RFC 9111, section 3.1).
    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        HeaderNames.ETag, HeaderNames.Vary, HeaderNames.Age, HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.TransferEncoding, HeaderNames.Connection,
        RecallStage.StatusHeader);

    private readonly KeyValuePair<string, StringValues>[] _fields;
    private readonly StringValues _vary;

    /// <param name="response">The answer, as it came.</param>
    /// <param name="leavesCors">Whether its CORS headers are the origin's own, and not of our stage for this one caller.</param>
    /// <param name="madeAt">When it was made, by the cache's clock.</param>
    /// <param name="isForEverybody">Whether requests with credentials may have it.</param>
    public OriginHead(HttpResponse response, bool leavesCors, long madeAt, bool isForEverybody)
    {
        (Status, MadeAt, IsForEverybody) = (response.StatusCode, madeAt, isForEverybody);
        _vary = response.Headers.Vary;
        OwnTag = StringValues.IsNullOrEmpty(response.Headers.ETag) ? default : response.Headers.ETag;
        LastModified = response.Headers.LastModified;
        _fields =
        [
            .. response.Headers.Where(field => !Others.Contains(field.Key)
                && (leavesCors || !field.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))),
        ];
        Bytes = (2 * _fields.Sum(field => field.Key.Length + field.Value.Sum(value => value?.Length ?? 0))) + (64 * _fields.Length);
    }

    private OriginHead(OriginHead before, OriginHead now)
    {
        (Status, MadeAt, IsForEverybody, _vary, OwnTag, LastModified) = (before.Status, now.MadeAt, now.IsForEverybody, before._vary, before.OwnTag, before.LastModified);
        _fields = [.. before._fields.Where(field => now._fields.All(other => !other.Key.Equals(field.Key, StringComparison.OrdinalIgnoreCase))), .. now._fields];
        Bytes = before.Bytes + now.Bytes;
    }

    public int Status { get; }

    public long MadeAt { get; }

    public bool IsForEverybody { get; }

    /// <summary>The origin's own tag, by which it is asked whether it still holds; empty where it has given none.</summary>
    public StringValues OwnTag { get; }

    public StringValues LastModified { get; }

    public int Bytes { get; }

    /// <summary>Whether a caller who has it may be told so by 304.</summary>
    public bool IsWhole => Status is StatusCodes.Status200OK or StatusCodes.Status203NonAuthoritative;

    /// <summary>What a 304 brings stands in place of what was there (RFC 9111, section 3.2).</summary>
    public OriginHead With(OriginHead now) => new(this, now);

    public void WriteTo(HttpResponse response, Variant variant)
    {
        var said = response.Headers.Vary;
        response.StatusCode = Status;
        foreach (var (name, value) in _fields)
        {
            response.Headers[name] = value;
        }

        response.Headers.ETag = IsWhole ? variant.Tag : OwnTag;
        response.Headers.ContentEncoding = variant.Coding;
        response.Headers.Vary = Merged(Merged(said, _vary), HeaderNames.AcceptEncoding);
    }

    private static StringValues Merged(StringValues said, StringValues more)
    {
        string[] names = [.. Names(said).Concat(Names(more)).Distinct(StringComparer.OrdinalIgnoreCase)];
        return names.Contains("*") ? "*" : string.Join(", ", names);
    }

    private static IEnumerable<string> Names(StringValues field) =>
        field.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
