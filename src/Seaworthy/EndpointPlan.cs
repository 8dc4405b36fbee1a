using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Versions;
using Seaworthy.Caching.Origin;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.Observability.Metrics;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;

namespace Seaworthy;

/// <summary>
/// Everything the layer decided about an endpoint, compiled once from its metadata and its service's settings. A request
/// executes its plan and looks no option up. <c>seaworthy explain GET /path</c> prints it.
/// </summary>
public sealed class EndpointPlan
{
    private readonly string?[] _calls = new string?[MethodLabel.Count];

    /// <summary>Route template with its service's prefix: <c>/grocery/api/v2/products/{id:long}</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Methods it answers; empty for any.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The service it belongs to.</summary>
    public required ServiceProfile Service { get; init; }

    /// <summary>What the endpoint is: an ordinary one, a wrong method, or no endpoint at all.</summary>
    public required EndpointKind Kind { get; init; }

    /// <summary>How much it matters when not everything can be served.</summary>
    public required Planned<RequestClass> Class { get; init; }

    /// <summary>How long a request may take; null for streams, which have none.</summary>
    public required Planned<TimeSpan?> Deadline { get; init; }

    /// <summary>Largest request body in bytes; null for no bound but the server's.</summary>
    public required Planned<long?> BodyLimit { get; init; }

    /// <summary>How many statements a request may run; null when the endpoint does not say (R30).</summary>
    public required Planned<int?> QueryBudget { get; init; }

    /// <summary>How its POST and PATCH honour <c>Idempotency-Key</c>; null where they do not.</summary>
    public required Planned<EndpointIdempotency?> Idempotency { get; init; }

    /// <summary>Whether only callers on this machine are answered; for anybody else the path is unknown.</summary>
    public required bool IsLoopbackOnly { get; init; }

    /// <summary>Whether only callers from the networks of <c>Admin:Networks</c> are answered (R12).</summary>
    public required bool HasNetworks { get; init; }

    /// <summary>Whether each request must be signed (R11).</summary>
    public required bool IsSigned { get; init; }

    /// <summary>Set when the endpoint is on its way out (R43).</summary>
    public required Deprecation? Deprecation { get; init; }

    /// <summary>The headers of <see cref="Deprecation"/>, ready to be sent; null for an endpoint that stays.</summary>
    internal DeprecationHeaders? Leaving { get; init; }

    /// <summary>The limits it is held to, by name: their numbers may change while the process runs.</summary>
    internal EndpointLimits Limits { get; init; } = null!;

    /// <summary>Who may call it.</summary>
    internal EndpointAccess Access { get; init; } = null!;

    /// <summary>How its answers are kept; null when they are not.</summary>
    internal RecallPlan? Recall { get; init; }

    /// <summary>How another server's answers are kept; null where the endpoint answers itself.</summary>
    internal OriginPlan? Origin { get; init; }

    /// <summary>The secrets that it is there to show; null for none.</summary>
    internal ShowsSecretWord? ShownSecrets { get; init; }

    /// <summary>The metadata the plan was read from.</summary>
    public required EndpointMetadataCollection Metadata { get; init; }

    /// <summary>The stages after routing that have something to do for it, in order.</summary>
    internal Stage[] Stages { get; set; } = [];

    /// <summary>
    /// Method and route template. Findings, spans and budgets are kept by this name: what a caller invents or writes in its
    /// own way must not make new ones.
    /// </summary>
    internal string CallBy(string method)
    {
        var index = MethodLabel.IndexOf(method);
        return index == 0 ? Name(method) : _calls[index] ??= Name(method);
    }

    private string Name(string method) =>
        $"{Methods.FirstOrDefault(own => HttpMethods.Equals(own, method)) ?? MethodLabel.Name(MethodLabel.IndexOf(method))} {Route}";
}

/// <summary>A planned value and where it came from: an endpoint's word, a setting, or a default.</summary>
/// <param name="Value">The value a request meets.</param>
/// <param name="Source">Who said so, as <c>seaworthy explain</c> prints it.</param>
public readonly record struct Planned<T>(T Value, string Source);

/// <summary>What routing found.</summary>
public enum EndpointKind
{
    /// <summary>An endpoint of the application.</summary>
    Ordinary,

    /// <summary>The path is known, the method is not: 405.</summary>
    WrongMethod,

    /// <summary>No endpoint has this path: 404.</summary>
    Unknown,
}

/// <summary>How much a request matters when not everything can be served.</summary>
public enum RequestClass
{
    /// <summary>Health probes: always answered.</summary>
    Probe,

    /// <summary>What must still work under overload.</summary>
    Critical,

    /// <summary>Everything that does not say otherwise.</summary>
    Default,

    /// <summary>What may wait: exports, reports.</summary>
    Bulk,
}
