namespace Seaworthy.Services.Tests.Rides.Apart;

/// <summary>Takes each request to the host whose it is.</summary>
/// <param name="addressOf">Where a path is served at the moment.</param>
internal sealed class Crossroads(Func<string, Uri> addressOf) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        request.RequestUri = new(addressOf(path), path);
        return base.SendAsync(request, cancellationToken);
    }
}
