using Seaworthy.Admin;
using Seaworthy.Api.Problems;
using Seaworthy.Bounds;
using Seaworthy.Caching.Responses;
using Seaworthy.Client;
using Seaworthy.Compression;
using Seaworthy.Cors;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.Observability;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;
using Seaworthy.SecurityHeaders;
using Seaworthy.Shedding;
using Seaworthy.Signatures;
using Seaworthy.Transport;

namespace Seaworthy;

/// <summary>
/// The way of every request: the stages in the order in which it meets them, what each may end it with, and why each
/// stands where it stands. <c>seaworthy explain --pipeline</c> prints this list and a test compares it with
/// <c>docs/pipeline.md</c>.
/// </summary>
public sealed class RequestPipeline
{
    private const string Routing = "routing";

    internal RequestPipeline(
        RecordStage record,
        ClientStage client,
        HeadersStage headers,
        ProblemsStage problems,
        CorsStage cors,
        ForwardedStage forwarded,
        TransportStage transport,
        DrainStage drain,
        SheddingStage shedding,
        BoundsStage bounds,
        AddressStage address,
        AdminStage admin,
        IdentityStage identity,
        SignatureStage signatures,
        QuotaStage quota,
        IdempotencyStage idempotency,
        RecallStage recall,
        MissStage misses,
        CompressionStage compression,
        LeakStage leaks,
        EndpointStage endpoint)
    {
        Entries =
        [
            new("record", "", "all below is timed and told once, whatever happens to it", record),
            new("headers", "", "also on errors and refusals: set when the response starts", headers),
            new("client", "", "limits and logs need the true address before they use it", client),
            new("problems", "", "inside the record, outside everything that can throw", problems),
            new(Routing, "", "finds the plan and never ends a request: 404 and 405 have plans of their own", null),
            new("cors", "preflight", "its headers must be on every refusal below", cors),
            new("forwarded", "400", "refuses what client could not read: only here the refusal has the CORS headers", forwarded),
            new("transport", "308, 403", "nothing is done for a request that others could read, where a setting says so", transport),
            new("drain", "", "counts what is in flight and closes connections on the way out", drain),
            new("shedding", "503", "refuse before spending, and with the headers that let a web page read it", shedding),
            new("bounds", "400, 413, 414, 431, 504", "body, address and time are bounded before anything reads them", bounds),
            new("address", "429", "cheap, before anybody is asked who he is, so that guessing ends here", address),
            new("admin", "403", "by address too, before anybody is asked who he is: a stranger learns nothing of the people here", admin),
            new("identity", "401, 403", "before anything that is keyed by who somebody is; the application's own schemes and policies", identity),
            new("signatures", "401, 503", "behind identity: the body is read only of who may call, and before anything is counted or kept for it", signatures),
            new("quota", "429", "per subject, key or tenant, before anything is done for them", quota),
            new("idempotency", "replay, 400, 409, 422", "what was done is not done again; keyed by who asks, for writes only", idempotency),
            new("recall", "200, 304", "behind all that may refuse, so that no kept answer reaches the wrong reader", recall),
            new("misses", "503", "shedding of endpoints whose answers are kept: a kept one costs less than its refusal", misses),
            new("compression", "", "behind recall, which keeps every coding: only what was made for one request is encoded for it", compression),
            new("leaks", "500", "next to the endpoint: it must read what is written, before it is encoded, and once for all who get a kept answer", leaks),
            new("endpoint", "what it returns", "bind, validate, sanitise, handle, commit, under a query budget", endpoint),
        ];
    }

    /// <summary>The list itself.</summary>
    public IReadOnlyList<PipelineEntry> Entries { get; }

    internal IEnumerable<PipelineEntry> BeforeRouting => Entries.TakeWhile(entry => entry.Name != Routing);

    internal IEnumerable<PipelineEntry> AfterRouting => Entries.SkipWhile(entry => entry.Name != Routing).Skip(1);
}

/// <summary>One line of the list.</summary>
/// <param name="Name">The stage's name, as logs and documents use it.</param>
/// <param name="MayEndWith">Statuses it may end a request with; empty when it never ends one.</param>
/// <param name="Why">Why it stands where it stands.</param>
/// <param name="Stage">The stage; null for routing, which is ASP.NET Core's own.</param>
public sealed record PipelineEntry(string Name, string MayEndWith, string Why, Stage? Stage);
