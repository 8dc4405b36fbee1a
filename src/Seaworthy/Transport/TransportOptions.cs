using Seaworthy.Hosting.Settings;

namespace Seaworthy.Transport;

/// <summary>TLS of this process, and what becomes of requests without it (R8).</summary>
public sealed class TransportOptions
{
    /// <summary>
    /// PEM file with the certificate of all <c>https</c> addresses and its intermediates, the own one first, as certbot writes <c>fullchain.pem</c>; for the
    /// process. Null (default): what the server is configured with.
    /// </summary>
    [OfProcess]
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with its private key, as certbot writes <c>privkey.pem</c>. Null (default): none.</summary>
    [OfProcess]
    public string? KeyFile { get; set; }

    /// <summary>
    /// PEM file with the authorities that callers' certificates come from. Who comes by <c>https</c> without one, or with somebody else's, gets no connection: chain, time and use (<c>clientAuth</c>) are checked,
    /// revocation is not. Needs <see cref="CertificateFile"/>. The management port asks for none. Null (default): nobody is asked for one.
    /// </summary>
    [OfProcess]
    public string? CallersFile { get; set; }

    /// <summary>Seconds between two looks at these files and those of <c>Gateway</c>; what is new in them is taken for new connections. Default 60.</summary>
    [InRange(1, 86_400)]
    [OfProcess]
    public int CheckSeconds { get; set; } = 60;

    /// <summary>
    /// What becomes of requests over http, where no trusted proxy says that they came by https. Default Allow. Probes and the layer's own pages are
    /// answered always.
    /// </summary>
    public PlainHttp Http { get; set; }

    /// <summary>The port that redirects lead to. Null (default): 443.</summary>
    [InRange(1, 65_535)]
    public int? HttpsPort { get; set; }
}
