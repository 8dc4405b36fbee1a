using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Seaworthy.Resilience;
using Seaworthy.Transport;

namespace Seaworthy.Gateway;

/// <summary>The connections to the API, and the client that bounds, repeats and gives up calls over them.</summary>
internal sealed class UpstreamConnections : IDisposable
{
    /// <summary>What it is called in metrics, in the log and in <c>Resilience:Clients</c>.</summary>
    public const string Name = "upstream";

    private readonly HttpMessageInvoker _plain;
    private readonly HttpMessageInvoker _secure;

    public UpstreamConnections(SeaworthyOptions options, ResilientClients clients, Certificates certificates)
    {
        Client = clients.For(Name, Bounds(options.Resilience) with
        {
            HandsOn = true,
            IsOurs = true,
            AnswerBytes = 0,
            // Of an API the settings say it; the services of a gateway are ours, and do.
            KnowsKeys = options.Gateway.UpstreamKnowsKeys || options.Gateway.Upstreams.Count == 0,
        });
        _plain = new(Handler(options.Gateway));
        var secure = Handler(options.Gateway);
        secure.ConnectCallback = new SecureConnections(certificates).ConnectAsync;
        _secure = new(secure);
    }

    public ResilientClient Client { get; }

    public void Dispose()
    {
        _plain.Dispose();
        _secure.Dispose();
    }

    /// <summary>One attempt.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await (request.RequestUri!.Scheme == Uri.UriSchemeHttps ? _secure : _plain).SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested && exception.InnerException is TimeoutException)
        {
            // As the handler tells that nobody took the connection.
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {request.RequestUri!.Authority} in time.", exception);
        }
        catch (HttpRequestException exception) when (OfCaller(exception) is { } caller)
        {
            // The body came to no end on its way in: nothing that the API has done.
            throw caller;
        }
    }

    // Switched off, a call still has its time: nobody waits for ever.
    private static ClientResilience Bounds(ResilienceOptions options)
    {
        var bounds = ClientResilience.Of(options, Name);
        return options.Enabled ? bounds : bounds with { Retries = 0, BreakerPercent = 0 };
    }

    private static SocketsHttpHandler Handler(GatewayOptions gateway) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        // Fields came in as a character for each byte, and go out so; else one that is not ASCII could not be sent at all.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromMilliseconds(gateway.ConnectMs),
        PooledConnectionIdleTimeout = TimeSpan.FromMilliseconds(gateway.KeepAliveMs),
        // A name may come to mean another address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static Exception? OfCaller(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException or ConnectionResetException or ConnectionAbortedException)
            {
                return cause;
            }
        }

        return null;
    }
}
