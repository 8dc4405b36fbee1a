using Seaworthy.Admin;
using Seaworthy.Bounds;
using Seaworthy.Caching;
using Seaworthy.Client;
using Seaworthy.Compression;
using Seaworthy.Cors;
using Seaworthy.Gateway;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Images;
using Seaworthy.Jobs;
using Seaworthy.Leaks;
using Seaworthy.Mail;
using Seaworthy.Observability;
using Seaworthy.Outgoing;
using Seaworthy.RateLimiting;
using Seaworthy.Messaging;
using Seaworthy.Redis;
using Seaworthy.Resilience;
using Seaworthy.Secrets;
using Seaworthy.SecurityHeaders;
using Seaworthy.Shedding;
using Seaworthy.Signatures;
using Seaworthy.Transport;
using Seaworthy.Validation;

namespace Seaworthy;

/// <summary>
/// Everything that can be set, one property per feature: section <c>Seaworthy</c> of the configuration
/// (<c>Seaworthy__Bounds__UrlChars=4000</c>), or the delegate of <c>AddSeaworthy</c>, which wins.
/// </summary>
public sealed class SeaworthyOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Seaworthy";

    /// <summary>Who the caller is when proxies stand in between.</summary>
    [OfProcess]
    public ClientOptions Client { get; } = new();

    /// <summary>Fetches of addresses that somebody gives.</summary>
    [OfProcess]
    public OutgoingOptions Outgoing { get; } = new();

    /// <summary>Calls to other services.</summary>
    public ResilienceOptions Resilience { get; } = new();

    /// <summary>TLS, and what becomes of http.</summary>
    public TransportOptions Transport { get; } = new();

    /// <summary>Security headers.</summary>
    public SecurityHeadersOptions SecurityHeaders { get; } = new();

    /// <summary>Problem details.</summary>
    public Api.Problems.ProblemsOptions Problems { get; } = new();

    /// <summary>Which web pages may call the API.</summary>
    public CorsOptions Cors { get; } = new();

    /// <summary>How the process stops.</summary>
    [OfProcess]
    public DrainOptions Drain { get; } = new();

    /// <summary>What is refused when there is too much to do.</summary>
    public SheddingOptions Shedding { get; } = new();

    /// <summary>How large and how long a request may be.</summary>
    public BoundsOptions Bounds { get; } = new();

    /// <summary>How many requests a caller may send.</summary>
    public RateLimitingOptions RateLimiting { get; } = new();

    /// <summary>Who calls, and who may.</summary>
    public IdentitySettings Identity { get; } = new();

    /// <summary>From where it is administered.</summary>
    public AdminOptions Admin { get; } = new();

    /// <summary>Signed requests.</summary>
    public SignatureOptions Signatures { get; } = new();

    /// <summary>Secrets on their way out.</summary>
    public LeakOptions Leaks { get; } = new();

    /// <summary>How mail goes out.</summary>
    [OfProcess]
    public MailOptions Mail { get; } = new();

    /// <summary>How images are made smaller.</summary>
    [OfProcess]
    public ImageOptions Images { get; } = new();

    /// <summary>What happens to a request that is sent again.</summary>
    public IdempotencyOptions Idempotency { get; } = new();

    /// <summary>Work that outlives the request.</summary>
    public JobOptions Jobs { get; } = new();

    /// <summary>Values and answers kept in the process.</summary>
    public CachingOptions Caching { get; } = new();

    /// <summary>How answers are encoded.</summary>
    public CompressionOptions Compression { get; } = new();

    /// <summary>OpenAPI documents.</summary>
    public Api.OpenApi.OpenApiSettings OpenApi { get; } = new();

    /// <summary>Pages at <c>/docs</c>.</summary>
    public Api.Docs.DocsOptions Docs { get; } = new();

    /// <summary>How endpoints leave.</summary>
    public Api.Versions.VersionsOptions Versions { get; } = new();

    /// <summary>How bodies are checked.</summary>
    public ValidationOptions Validation { get; } = new();

    /// <summary>Logs, metrics, ids.</summary>
    public ObservabilityOptions Observability { get; } = new();

    /// <summary>The database.</summary>
    public DatabaseOptions Database { get; } = new();

    /// <summary>Events between services.</summary>
    public MessagingOptions Messaging { get; } = new();

    /// <summary>The Redis that processes share.</summary>
    [OfProcess]
    public RedisSettings Redis { get; } = new();

    /// <summary>The port for operators.</summary>
    [OfProcess]
    public ManagementOptions Management { get; } = new();

    /// <summary>Keys that the layer signs with.</summary>
    [OfProcess]
    public SecretsOptions Secrets { get; } = new();

    /// <summary>What stands behind <c>seaworthy guard</c>.</summary>
    [OfProcess]
    public GatewayOptions Gateway { get; } = new();

    /// <summary>
    /// Services that a backend calls, by the backend's name for them: their addresses, <c>http</c> or <c>https</c>, with spaces between.
    /// A backend that asks for none of a name says so in its answers. Default none.
    /// </summary>
    public IDictionary<string, string> Upstreams { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Folder of embedded databases and generated secrets, relative to the working directory. Default <c>data</c>;
    /// <c>--data</c> of the tool.
    /// </summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// Folder with one file per secret, as containers mount them: the file <c>Seaworthy__Secrets__CursorKey</c> is that
    /// setting. Default <c>/run/secrets</c>; it need not exist.
    /// </summary>
    [OfProcess]
    public string SecretsDirectory { get; set; } = "/run/secrets";
}
