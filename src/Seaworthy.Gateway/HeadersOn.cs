using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Seaworthy.Caching.Origin;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting.Management;
using Seaworthy.Observability;
using Seaworthy.Resilience;
using Yarp.ReverseProxy.Forwarder;

namespace Seaworthy.Gateway;

/// <summary>
/// What the API is told of a request, and what the caller is told of its answer, beside what both say themselves. YARP has taken away what is for one connection alone (RFC 9110, section 7.6.1).
/// </summary>
internal sealed class HeadersOn(SeaworthyOptions options, EventStream events) : HttpTransformer
{
    // What we have encoded has a tag of its own, and the API knows only the one that it has given.
    private static readonly string[] Conditions = [HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfRange];

    // What runs behind is nobody's business.
    private static readonly string[] Boasts = [HeaderNames.Server, HeaderNames.XPoweredBy, "X-AspNet-Version", "X-AspNetMvc-Version"];

    public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(context, request, destinationPrefix, cancellationToken);
        if (OriginTarget.Of(context.Request) is { } target)
        {
            // Left to the forwarder it would be made of the decoded path.
            request.RequestUri = new(destinationPrefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }

        var record = context.Features.GetRequiredFeature<RequestRecord>();
        foreach (var name in context.Request.Headers.Keys.Where(ToldFields.IsClaim).Concat(OfConnection(context)))
        {
            Remove(request.Headers, name);
        }

        foreach (var name in Conditions)
        {
            if (request.Headers.NonValidated.TryGetValues(name, out var tags))
            {
                Set(request, name, CodedTag.PlainAll(tags.ToString()));
            }
        }

        var (client, socket) = ($"{record.Client ?? record.Socket}", $"{record.Socket}");
        var host = context.Request.Host.Value ?? "";
        Set(request, "X-Forwarded-For", client == socket || socket.Length == 0 ? client : $"{client}, {socket}");
        Set(request, "X-Forwarded-Proto", context.Request.Scheme);
        Set(request, "X-Forwarded-Host", host);
        Set(request, "Forwarded", $"for={Node(client)};host=\"{host}\";proto={context.Request.Scheme}");
        Set(request, HeaderNames.Via, string.Join(", ", [.. context.Request.Headers.Via, $"{context.Request.Protocol.Split('/')[^1]} seaworthy"]));
        Set(request, RequestIds.Header, record.RequestId);
        request.Options.Set(StampedFor.Option, new(record.Client ?? record.Socket, context.Request.Scheme, LocalCaller.Is(context)));
        if (context.Request.Body is ArrivingBody body)
        {
            request.Options.Set(Arrival.Option, body.Arrival);
        }

        if (Activity.Current is not null)
        {
            // The connection writes those of the running span, and would leave the caller's where they are.
            request.Headers.Remove(HeaderNames.TraceParent);
            request.Headers.Remove(HeaderNames.TraceState);
        }

        if (options.Gateway.Host == GatewayHost.Upstream)
        {
            request.Headers.Host = null;
        }

        if (options.Gateway.UpstreamKnowsKeys && record.Idempotency.Text is not null && context.Request.Body.CanSeek)
        {
            request.Options.Set(BalancedInvoker.KeptBody, context.Request.Body);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? answer, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            return false;
        }

        var record = context.Features.GetRequiredFeature<RequestRecord>();
        if (!record.TryEndDeadline())
        {
            throw new OperationCanceledException("The head came when the time was over.");
        }

        foreach (var name in Boasts.Concat(OursAlone(record, answer)).Concat(OfConnection(answer)))
        {
            Remove(answer.Headers, name);
        }

        await base.TransformResponseAsync(context, answer, cancellationToken);
        record.IsAnswered = true;
        if (!EventStream.Is(answer))
        {
            return true;
        }

        // At once and as they come: a page waits for the head before anything has happened.
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await context.Response.StartAsync(cancellationToken);
        await events.CopyAsync(context, answer);
        return false;
    }

    // Our own stage says who may read it, or nobody but the API does: not both.
    private static string[] OursAlone(RequestRecord record, HttpResponseMessage answer) => record.Service.Options.Cors.Origins.Count == 0 ? []
        : answer.Headers.Select(field => field.Key).Where(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)).ToArray();

    // What Connection names is for this connection too; but for whom the request is, which no request can take back.
    private static IEnumerable<string> OfConnection(HttpContext context) =>
        context.Request.Headers.GetCommaSeparatedValues(HeaderNames.Connection)
            .Where(name => !name.Equals(HeaderNames.Upgrade, StringComparison.OrdinalIgnoreCase) && !name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> OfConnection(HttpResponseMessage answer) => [.. answer.Headers.Connection.Where(name => !name.Equals(HeaderNames.Upgrade, StringComparison.OrdinalIgnoreCase))];

    // What Connection names may be no name, or that of a field of the body.
    private static void Remove(HttpHeaders headers, string name)
    {
        if (headers.NonValidated.Contains(name))
        {
            headers.Remove(name);
        }
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    // RFC 7239, section 6: an IPv6 address stands in brackets, and brackets in quotes.
    private static string Node(string address) => address.Length == 0 ? "unknown" : address.Contains(':', StringComparison.Ordinal) ? $"\"[{address}]\"" : address;
}
