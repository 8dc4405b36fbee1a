using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Identity.Tokens;
using Seaworthy.Observability;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;

namespace Seaworthy.SecurityHeaders;

/// <summary>
/// The headers that every answer carries, set when the response starts, so that errors, refusals and answers of
/// foreign middleware have them too. What an endpoint set itself is kept.
/// </summary>
public sealed class HeadersStage : Stage
{
    internal const string QueryFinding = "X-Query-Finding";
    private readonly bool _tellsFindings;

    internal HeadersStage(bool isDevelopment) => _tellsFindings = isDevelopment;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        record.Context.Response.OnStarting(static state => Write((RequestRecord)state), record);
        if (_tellsFindings)
        {
            record.Context.Response.OnStarting(static state => TellFinding((RequestRecord)state), record);
        }

        return Step.Continue;
    }

    // R30: a developer sees it where he looks first. Routes may hold letters that no header takes.
    private static Task TellFinding(RequestRecord record)
    {
        if (record.Scope?.Finding is { } finding)
        {
            record.Context.Response.Headers[QueryFinding] = string.Concat(finding.Select(c => c is >= ' ' and <= '~' ? c : '?'));
        }

        return Task.CompletedTask;
    }

    private static Task Write(RequestRecord record)
    {
        var service = record.Service;
        var headers = record.Context.Response.Headers;
        headers[RequestIds.Header] = record.RequestId;
        if (service.Options.Observability.ResponseTime)
        {
            headers[ResponseTime.Header] = ResponseTime.Text(record.Elapsed);
        }

        record.Plan?.Leaving?.WriteTo(headers);
        LimitFields.WriteTo(headers, record);
        if (record.Caller.NextToken is { } token)
        {
            // This one answer is nobody else's now, though what is kept of it is.
            headers[TokenRenewals.Header] = token;
            headers.CacheControl = "no-store";
        }

        if (service.Options.SecurityHeaders.Enabled)
        {
            WriteSecurity(record, headers, service.Headers, service.Hsts);
        }

        return Task.CompletedTask;
    }

    private static void WriteSecurity(RequestRecord record, IHeaderDictionary headers, HeaderProfile profile, StringValues hsts)
    {
        var context = record.Context;
        SetIfAbsent(headers, "Referrer-Policy", HeaderProfile.NoReferrer);
        SetIfAbsent(headers, HeaderNames.XContentTypeOptions, HeaderProfile.NoSniff);
        SetIfAbsent(headers, HeaderNames.XXSSProtection, profile.Xss);
        var isData = IsData(context.Response.ContentType);
        if (isData)
        {
            SetIfAbsent(headers, HeaderNames.ContentSecurityPolicy, HeaderProfile.ApiPolicy);
            SetIfAbsent(headers, "Cross-Origin-Resource-Policy", HeaderProfile.SameOrigin);
        }

        // ASVS 14.3.2: what was answered to somebody is in no cache, also where its endpoint has not thought of it.
        if (isData && record.Caller.IsKnown)
        {
            SetIfAbsent(headers, HeaderNames.CacheControl, HeaderProfile.NoStore);
        }

        if (isData || profile.DeniesAllFrames)
        {
            SetIfAbsent(headers, HeaderNames.XFrameOptions, HeaderProfile.Deny);
        }

        if (context.Request.IsHttps && hsts.Count > 0 && !IsThisMachine(context.Request.Host.Host))
        {
            SetIfAbsent(headers, HeaderNames.StrictTransportSecurity, hsts);
        }
    }

    // A browser keeps it for the name, not for the port: it would lock out whatever else is developed on the machine.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // A page of the app has a policy of its own or none, and an image may be embedded anywhere: only what no browser renders
    // gets ours.
    private static bool IsData(string? contentType) =>
        contentType is not null
        && (contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase));

    private static void SetIfAbsent(IHeaderDictionary headers, string name, StringValues value)
    {
        if (!headers.ContainsKey(name))
        {
            headers[name] = value;
        }
    }
}
