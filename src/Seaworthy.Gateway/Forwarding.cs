using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Resilience;
using Yarp.ReverseProxy.Forwarder;

namespace Seaworthy.Gateway;

/// <summary>
/// The endpoint of every path: hands the request on, and the answer back. What fails before anything of the answer was sent is thrown, and becomes a problem where all others do; later the connection is cut,
/// so that nobody takes half an answer for a whole one.
/// </summary>
internal sealed class Forwarding
{
    // Whom it goes to is decided for each attempt; the forwarder only puts the path behind it.
    public const string Anybody = "http://upstream";

    private readonly IHttpForwarder _forwarder;
    private readonly HeadersOn _headers;
    private readonly ForwarderRequestConfig _ordinary;
    private readonly ForwarderRequestConfig _stream;

    public Forwarding(IHttpForwarder forwarder, HeadersOn headers, SeaworthyOptions options)
    {
        (_forwarder, _headers) = (forwarder, headers);
        _ordinary = new()
        {
            // HTTP/2 where TLS agrees on it, and else HTTP/1.1. What is buffered is this process's own business: recall and compression know.
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower, AllowResponseBuffering = true,
            // Until the head is there the deadline counts; a body that moves may take longer than it.
            ActivityTimeout = TimeSpan.FromMilliseconds(Math.Max(options.Gateway.IdleMs, options.Resilience.DeadlineMs)),
        };
        _stream = _ordinary with { ActivityTimeout = TimeSpan.FromMilliseconds(options.Gateway.StreamIdleMs) };
    }

    public async Task RunAsync(HttpContext context, Upstream upstream)
    {
        KeyValuePair<string, StringValues>[] before = [.. context.Response.Headers];
        var isStream = IsStream(context.Request);
        await using var body = isStream ? null : ArrivingBody.Begin(context);
        var error = await _forwarder.SendAsync(context, Anybody, upstream.Invoker, isStream ? _stream : _ordinary, _headers);
        if (error != ForwarderError.None && !context.Response.HasStarted)
        {
            TakeBack(context, before);
            throw Failure(context, error);
        }
    }

    private static bool IsStream(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method) || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static void TakeBack(HttpContext context, KeyValuePair<string, StringValues>[] before)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers.Clear();
        foreach (var (name, value) in before)
        {
            context.Response.Headers[name] = value;
        }
    }

    private static Exception Failure(HttpContext context, ForwarderError error)
    {
        var fault = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        var known = Flat(fault).FirstOrDefault(cause => cause is UpstreamException or BadHttpRequestException or ConnectionResetException);
        if (known is not null)
        {
            return known;
        }

        var authority = context.Request.Host.Value ?? "";
        var isLate = error is ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled || Flat(fault).Any(cause => cause is OperationCanceledException or TimeoutException);
        return context.RequestAborted.IsCancellationRequested ? new OperationCanceledException("The request has ended.", fault, context.RequestAborted)
            : error == ForwarderError.RequestBodyClient ? new BadHttpRequestException("The body did not arrive.", isLate ? StatusCodes.Status408RequestTimeout : StatusCodes.Status400BadRequest, fault!)
            : isLate
                ? new UpstreamException(UpstreamFailure.TooLate, UpstreamConnections.Name, authority, "The upstream stood still in the middle of a request.", inner: fault)
            : new UpstreamException(UpstreamFailure.Unreached, UpstreamConnections.Name, authority, "The upstream broke off in the middle of a request.", inner: fault);
    }

    private static IEnumerable<Exception> Flat(Exception? fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            foreach (var inner in cause is AggregateException many ? many.InnerExceptions.Skip(1).SelectMany(Flat) : [])
            {
                yield return inner;
            }
        }
    }
}
