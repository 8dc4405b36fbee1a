using Seaworthy.Resilience;

namespace Seaworthy.Gateway;

/// <summary>
/// Where YARP's forwarder sends a request: to one of the copies of the API, and to another one where the first has seen nothing of it, or may be asked again.
/// </summary>
internal sealed class BalancedInvoker(Upstream upstream, UpstreamConnections connections, GatewayStamps? stamps) : HttpMessageHandler
{
    /// <summary>The body of a call that may be sent again, where somebody has read it before.</summary>
    public static readonly HttpRequestOptionsKey<Stream> KeptBody = new("seaworthy.body");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content && request.Options.TryGetValue(KeptBody, out var body))
        {
            request.Content = new KeptContent(body, content);
        }

        var path = request.RequestUri!.PathAndQuery;
        var isRepeatable = connections.Client.TriesAgain && connections.Client.MayRepeat(request);
        var tried = new List<Destination>(1);
        while (true)
        {
            var destination = upstream.Next(tried)!;
            request.RequestUri = destination.At(path);
            Stamp(request);
            destination.Enter();
            try
            {
                return await connections.Client.SendAsync(request, connections.SendAsync, cancellationToken);
            }
            catch (UpstreamException exception) when (tried.Count + 1 < upstream.All.Count && MayGoOn(exception, isRepeatable))
            {
                tried.Add(destination);
            }
            finally
            {
                destination.Leave();
            }
        }
    }

    private void Stamp(HttpRequestMessage request)
    {
        if (stamps is not null && request.Options.TryGetValue(StampedFor.Option, out var caller))
        {
            request.Headers.Remove(GatewayStamps.Header);
            request.Headers.TryAddWithoutValidation(GatewayStamps.Header, stamps.Of(caller.Of(request)));
        }
    }

    private static bool MayGoOn(UpstreamException exception, bool isRepeatable) => exception.Failure switch
    {
        UpstreamFailure.BreakerOpen or UpstreamFailure.TooManyCalls => true,
        UpstreamFailure.Unreached => isRepeatable || exception.IsUnsent,
        _ => false,
    };
}
