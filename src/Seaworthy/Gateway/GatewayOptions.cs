using Seaworthy.Hosting.Settings;

namespace Seaworthy.Gateway;

/// <summary>What stands behind <c>seaworthy guard</c>, and how it is called (R24, R75).</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Addresses of the API that is guarded, <c>http</c> or <c>https</c>: copies of one thing, among which calls are shared out. Default none; <c>guard</c> takes one on its command line.
    /// </summary>
    public IList<string> Upstreams { get; } = [];

    /// <summary>
    /// Where the gateway of the services finds each of them: a target's name, <c>grocery</c> or <c>rides_users</c>, and the addresses of its copies with commas between. Default none.
    /// Addresses may change while it runs (SIGHUP reads all files of settings again); which services there are may not.
    /// </summary>
    public IDictionary<string, string> Routes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a gateway and the services behind it share: 32 characters or more (<c>openssl rand -hex 32</c>), two with a space between while it is changed. The gateway signs by it who calls, and a service
    /// believes that wherever the gateway is, and counts no address and answers no preflight again. Null (default): a gateway is a proxy like others (<c>Client:TrustedProxies</c>).
    /// </summary>
    [Secret(MinLength = 32)]
    public string? Key { get; set; }

    /// <summary>Which host name they are called by. Default Caller: the one that the caller used, which links and redirects of the API are made of.</summary>
    public GatewayHost Host { get; set; }

    /// <summary>Milliseconds to connect. Default 2,000.</summary>
    [InRange(10, 600_000)]
    public int ConnectMs { get; set; } = 2000;

    /// <summary>
    /// Milliseconds for which a connection that nobody uses is kept. Default 4,000, less than the 5 seconds after which uvicorn and Node close theirs: a request that is sent
    /// at that very moment would be lost.
    /// </summary>
    [InRange(100, 3_600_000)]
    public int KeepAliveMs { get; set; } = 4000;

    /// <summary>
    /// Milliseconds in which a body must move on, either way; where calls have longer (<c>Resilience:DeadlineMs</c>), bodies have too. Default 30,000. The head of an answer has <c>Bounds:DeadlineMs</c>, after which a body may take as long as it likes while it moves.
    /// </summary>
    [InRange(100, 86_400_000)]
    public int IdleMs { get; set; } = 30_000;

    /// <summary>The same for events and websockets, which are silent while nothing happens. Default 300,000.</summary>
    [InRange(100, 86_400_000)]
    public int StreamIdleMs { get; set; } = 300_000;

    /// <summary>Path that is asked whether an upstream is well: 2xx. Null (default): nobody asks, and only what becomes of calls tells.</summary>
    public string? HealthPath { get; set; }

    /// <summary>Milliseconds between two such questions. Default 5,000.</summary>
    [InRange(100, 3_600_000)]
    public int HealthEveryMs { get; set; } = 5000;

    /// <summary>Milliseconds that their answer may take; at most <see cref="HealthEveryMs"/>. Default 2,000.</summary>
    [InRange(10, 3_600_000)]
    public int HealthTimeoutMs { get; set; } = 2000;

    /// <summary>How many in a row must fail before an upstream gets no calls while another one is well; one that succeeds brings it back. Default 3.</summary>
    [InRange(1, 100)]
    public int HealthFailures { get; set; } = 3;

    /// <summary>
    /// Whether the API honours <c>Idempotency-Key</c> itself. Default off: a call with a key is then sent once, and again only where no connection came about. On, it is tried again as a GET is.
    /// </summary>
    public bool UpstreamKnowsKeys { get; set; }

    /// <summary>Which calls must be signed by a key of <c>Signatures:Keys</c>. Default None.</summary>
    public GatewayCalls Signed { get; set; }

    /// <summary>Which calls must carry a token that the keys of <c>Identity:Tokens</c> have signed. Default None: who may call is the API's business, and its tokens pass through.</summary>
    public GatewayCalls Tokens { get; set; }

    /// <summary>From where it may be called. Default Anywhere; Networks: from those of <c>Admin:Networks</c>, and 403 for anybody else.</summary>
    public GatewayCallers Callers { get; set; }

    /// <summary>PEM file with the certificate that is shown to upstreams over <c>https</c> and its intermediates, the own one first. Read again every <c>Transport:CheckSeconds</c>. Null (default): none is shown.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with its private key. Null (default): none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// PEM file with the authorities that the certificates of upstreams come from, and no others; each is for the host name in the upstream's address, whatever <see cref="Host"/> says. Read again every
    /// <c>Transport:CheckSeconds</c>. Null (default): those that the machine trusts.
    /// </summary>
    public string? AuthorityFile { get; set; }
}

/// <summary>A host name for calls to an upstream.</summary>
public enum GatewayHost
{
    /// <summary>The one that the caller used.</summary>
    Caller,

    /// <summary>The upstream's own.</summary>
    Upstream,
}

/// <summary>Some of the calls.</summary>
public enum GatewayCalls
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>All but GET and HEAD.</summary>
    Writes,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>Places to call from.</summary>
public enum GatewayCallers
{
    /// <summary>Anywhere.</summary>
    Anywhere,

    /// <summary>The networks of <c>Admin:Networks</c>.</summary>
    Networks,
}
