using System.Net;
using System.Net.Sockets;
using Seaworthy.Client;

namespace Seaworthy.Outgoing;

/// <summary>
/// Fetches addresses that somebody else gives, and is not led inward by them: only http and https, and only public addresses. A name is asked for once, at the moment
/// of connecting, and what is connected to is what was checked, so that an answer that changes in between changes nothing; each redirect connects
/// anew and is checked anew. Goes through no proxy, which would connect to what it likes.
/// </summary>
public sealed class PublicAddressHandler : DelegatingHandler
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);
    private readonly IPNetwork[] _allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <param name="options">What may be reached beside public addresses.</param>
    public PublicAddressHandler(OutgoingOptions options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    internal PublicAddressHandler(OutgoingOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        ArgumentNullException.ThrowIfNull(options);
        _allowed = [.. options.Allowed.Select(Networks.Parse)];
        _resolve = resolve;
        InnerHandler = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            ConnectTimeout = ConnectTime,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="AddressRefusedException">It leads to something that is not public.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var follows = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        for (var left = MostRedirects; ; left--)
        {
            var from = Checked(request.RequestUri);
            var answer = await SendOnceAsync(request, cancellationToken);
            if (!follows || left == 0 || NextOf(answer, from) is not { } next)
            {
                return answer;
            }

            answer.Dispose();
            request.RequestUri = next;
            request.Headers.Host = null;

            // What was for the one is not for the other.
            request.Headers.Authorization = null;
            request.Headers.Remove("Cookie");
        }
    }

    // The framework's own redirects would not do: they try ftp:// too.
    private static Uri Checked(Uri? uri) =>
        uri is not null && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
            ? uri
            : throw new AddressRefusedException("Only addresses that begin with http:// or https://, and have no name or password in them, are fetched.");

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            throw new AddressRefusedException(refused.Message);
        }
    }

    private static Uri? NextOf(HttpResponseMessage answer, Uri from) =>
        answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && answer.Headers.Location is { } location && Uri.TryCreate(from, location, out var next) && (from.Scheme == Uri.UriSchemeHttp || next.Scheme != Uri.UriSchemeHttp)
            ? next
            : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);

        // What is an address already is not asked for: of 0.0.0.0 nobody says where it leads.
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);

        // One that leads inward as well is nobody's to be led by.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, IsReachable))
        {
            throw new AddressRefusedException($"{host} does not lead to a public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsReachable(IPAddress address) => PublicAddresses.Has(address) || Array.Exists(_allowed, network => network.Contains(Networks.Plain(address)!));
}
