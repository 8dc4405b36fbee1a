using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting;

namespace Seaworthy.Caching.Origin;

/// <summary>How an endpoint that hands on another server's answers keeps them.</summary>
internal sealed class OriginPlan
{
    private static readonly string[] Ours = ["accept-encoding"];
    private static readonly string[] OursWithCors = ["accept-encoding", "origin"];

    // What these say of a connection changes nothing in what the other server is asked.
    private static readonly string[] OfConnectionAlone = ["close", "keep-alive", "upgrade", "te"];

    private OriginPlan(RecallCounts counts, bool leavesCors) => (Counts, LeavesCors) = (counts, leavesCors);

    public RecallCounts Counts { get; }

    /// <summary>Whether CORS is the other server's own business: ours is off.</summary>
    public bool LeavesCors { get; }

    /// <summary>Fields that an answer may vary by, and this cache does already: it asks for plain bytes, and sets CORS headers for each caller anew.</summary>
    public IReadOnlyList<string> VaryIgnored => LeavesCors ? Ours : OursWithCors;

    public static OriginPlan? Read(ServiceProfile service, EndpointMetadataCollection metadata, Func<RecallCounts> counts) =>
        metadata.GetMetadata<OriginWord>() is null ? null : new(counts(), service.Options.Cors.Origins.Count == 0);

    /// <summary>
    /// Requests that are for the other server alone: a part of something, another protocol, a body, which is in no key, or fields that <c>Connection</c> names, which the key would be made of and the other server does not see.
    /// </summary>
    public static bool IsAside(HttpRequest request) => HasFieldsOfConnection(request) || HasBody(request) || request.Headers.Range.Count > 0 || request.Headers.Upgrade.Count > 0 || request.Headers.ContainsKey(HeaderNames.IfRange);

    // HTTP/2 needs no field to say so.
    private static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0);

    private static bool HasFieldsOfConnection(HttpRequest request) => request.Headers.Connection.Count > 0
        && request.Headers.GetCommaSeparatedValues(HeaderNames.Connection).Any(name => !OfConnectionAlone.Contains(name, StringComparer.OrdinalIgnoreCase));
}
