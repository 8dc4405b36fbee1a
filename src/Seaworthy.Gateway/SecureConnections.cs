using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Seaworthy.Transport;

namespace Seaworthy.Gateway;

/// <summary>
/// New connections to upstreams over TLS. Made here and not by the handler: that one names the host of a request's <c>Host</c>, which is the caller's word, and checks the certificate for it. Here it is the upstream's own name,
/// and the files are those of this moment.
/// </summary>
internal sealed class SecureConnections(Certificates certificates)
{
    // Whom HTTP/2 was offered and who did not take it. The handler offers it no more then; where copies behind one address are not alike, one that took it would be spoken to in HTTP/1.1.
    private readonly ConcurrentDictionary<DnsEndPoint, bool> _withoutHttp2 = new();

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (request, upstream) = (context.InitialRequestMessage, context.DnsEndPoint);
        var protocols = _withoutHttp2.ContainsKey(upstream) ? null : Protocols(request.Version, request.VersionPolicy);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? stream = null;
        try
        {
            await socket.ConnectAsync(upstream, cancellationToken);
            stream = new(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(Options(upstream.Host, protocols), cancellationToken);
        }
        catch
        {
            stream?.Dispose();
            socket.Dispose();
            throw;
        }

        if (protocols is not null && stream.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
        {
            _withoutHttp2.TryAdd(upstream, true);
        }

        return stream;
    }

    private SslClientAuthenticationOptions Options(string host, List<SslApplicationProtocol>? protocols) => new()
    {
        TargetHost = host,
        ApplicationProtocols = protocols,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = certificates.ToUpstreams?.Current.Context,
        CertificateChainPolicy = certificates.OfUpstreams?.Current.Policy(),
    };

    // As the handler offers them.
    private static List<SslApplicationProtocol>? Protocols(Version version, HttpVersionPolicy policy) =>
        version.Major >= 2 && policy != HttpVersionPolicy.RequestVersionOrLower ? [SslApplicationProtocol.Http2]
        : version.Major >= 2 || policy == HttpVersionPolicy.RequestVersionOrHigher ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
        : null;
}
