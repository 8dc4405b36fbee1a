using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Admin;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Versions;
using Seaworthy.Caching.Origin;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.RateLimiting;
using Seaworthy.Signatures;

namespace Seaworthy.Pipeline;

/// <summary>
/// The plan of every endpoint, compiled once: all of them when the application starts, and those that routing makes up
/// later (405, 415) when they are first met.
/// </summary>
public sealed class EndpointPlans
{
    // Weak keys: an endpoint source that replaces its endpoints takes their plans along.
    private readonly ConditionalWeakTable<Endpoint, EndpointPlan> _plans = [];

    // What routing makes up (405, 415) may be one endpoint for the whole process: each service answers it in its own shape.
    private readonly ConditionalWeakTable<Endpoint, ConcurrentDictionary<ServiceProfile, EndpointPlan>> _refusals = [];
    private readonly Dictionary<ServiceProfile, EndpointPlan> _unknown;
    private readonly ServiceProfiles _services;
    private readonly PipelineEntry[] _stages;
    private readonly LiveLimits _limits;
    private readonly KeyStores _keys;
    private readonly SignInPlace _signIn;
    private readonly AuthorizationPolicy? _fallback;
    private readonly List<EndpointPlan> _all = [];

    // By route, because an endpoint that is met is not the object that was compiled at the start: its source makes it anew.
    private readonly ConcurrentDictionary<string, RecallCounts> _recalls = new(StringComparer.Ordinal);

    internal EndpointPlans(
        RequestPipeline pipeline, ServiceProfiles services, LiveLimits limits, KeyStores keys, SignInPlace signIn, AuthorizationPolicy? fallback)
    {
        _services = services;
        _limits = limits;
        _keys = keys;
        _signIn = signIn;
        _fallback = fallback;
        _stages = [.. pipeline.AfterRouting];
        _unknown = services.All.Append(services.Root).Distinct().ToDictionary(service => service, Unknown);
    }

    /// <summary>The plans of the application's own endpoints, in the order of their definition.</summary>
    public IReadOnlyList<EndpointPlan> All => _all;

    /// <summary>What became of requests for kept answers, by route.</summary>
    internal IEnumerable<KeyValuePair<string, RecallCounts>> Recalls => _recalls;

    internal ServiceProfile ServiceFor(PathString path) => _services.For(path);

    internal EndpointPlan For(Endpoint? endpoint, ServiceProfile service)
    {
        if (endpoint is null)
        {
            return _unknown[service];
        }

        if (_plans.TryGetValue(endpoint, out var plan))
        {
            return plan;
        }

        return endpoint is RouteEndpoint
            ? _plans.GetValue(endpoint, found => Compile(found, service))
            : _refusals.GetOrCreateValue(endpoint).GetOrAdd(service, (asked, found) => Compile(found, asked), endpoint);
    }

    /// <summary>Compiles all of them; throws one exception that names every endpoint which asks for a stage that is off.</summary>
    internal void CompileAll(IEnumerable<Endpoint> endpoints)
    {
        var faults = new List<string>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var plan = Compile(endpoint, _services.For("/" + endpoint.RoutePattern.RawText?.TrimStart('/')));
            faults.AddRange(StagesMissing(plan).Concat(plan.Limits.Faults(_limits.Current))
                .Concat(AccessFaults.Of(plan, asksBehind: _signIn.HasSchemes && !(_signIn.SignsIn && plan.Service.Options.Identity.Enabled))).Concat(SignatureFaults.Of(plan))
                .Concat(RecallFaults.Of(plan, endpoint.RoutePattern, asksBefore: _signIn.Guards && plan.Service.Options.Identity.Enabled)));
            if (plan.Deprecation is { } deprecation && DeprecationHeaders.Fault(deprecation) is { } fault)
            {
                faults.Add($"{string.Join(',', plan.Methods)} {plan.Route} says WithDeprecation, but {fault}");
            }

            _plans.AddOrUpdate(endpoint, plan);
            _all.Add(plan);
        }

        if (faults.Count > 0)
        {
            throw new PlanException(faults);
        }
    }

    private IEnumerable<string> StagesMissing(EndpointPlan plan)
    {
        foreach (var word in plan.Metadata.OfType<IAsksForStage>())
        {
            var entry = _stages.First(entry => entry.Stage!.GetType() == word.Stage);
            if (!entry.Stage!.IsOn(plan.Service.Options))
            {
                yield return $"{string.Join(',', plan.Methods)} {plan.Route} says {word.Word}, but the stage '{entry.Name}' is off. "
                    + $"Set Seaworthy:{char.ToUpperInvariant(entry.Name[0])}{entry.Name[1..]}:Enabled to true, or take the word away.";
            }
        }
    }

    private EndpointPlan Compile(Endpoint endpoint, ServiceProfile service)
    {
        var metadata = endpoint.Metadata;
        var methods = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var requestClass = metadata.GetMetadata<ClassWord>() is { } word ? new Planned<RequestClass>(word.Class, "endpoint") : new(RequestClass.Default, "default");
        var bounds = service.Options.Bounds;
        var isWrongMethod = endpoint is not RouteEndpoint && endpoint.DisplayName?.StartsWith("405", StringComparison.Ordinal) == true;
        var path = endpoint is RouteEndpoint route ? "/" + route.RoutePattern.RawText?.TrimStart('/') : $"({endpoint.DisplayName})";
        return Laid(new EndpointPlan
        {
            Route = path,
            Methods = methods,
            Service = service,
            Kind = isWrongMethod ? EndpointKind.WrongMethod : EndpointKind.Ordinary,
            Class = requestClass,
            Deadline = metadata.GetMetadata<DeadlineWord>() is { } deadline
                ? new(deadline.Limit, "endpoint")
                : new(bounds.DeadlineMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, "Bounds:DeadlineMs"),
            BodyLimit = metadata.GetMetadata<BodyLimitWord>() is { } body ? new(body.Bytes, "endpoint") : new(bounds.BodyBytes, "Bounds:BodyBytes"),
            QueryBudget = metadata.GetMetadata<QueryBudgetWord>() is { } budget ? new(budget.Statements, "endpoint") : new(null, "default"),
            Idempotency = _keys.For(service, methods, metadata),
            Access = EndpointAccess.Read(metadata, _fallback),
            IsLoopbackOnly = metadata.GetMetadata<LoopbackWord>() is not null,
            HasNetworks = metadata.GetMetadata<NetworkWord>() is not null,
            IsSigned = metadata.GetMetadata<SignatureWord>() is not null,
            Deprecation = metadata.GetMetadata<Deprecation>(),
            Limits = EndpointLimits.Read(service.Name, $"{string.Join(',', methods)} {path}", requestClass.Value, metadata),
            Leaving = DeprecationHeaders.For(metadata.GetMetadata<Deprecation>(), service, ApiVersion.Of(path, metadata)),
            Recall = RecallPlan.Read(service, metadata, () => _recalls.GetOrAdd(path, _ => new RecallCounts())),
            Origin = OriginPlan.Read(service, metadata, () => _recalls.GetOrAdd(path, _ => new RecallCounts())),
            ShownSecrets = metadata.GetMetadata<ShowsSecretWord>(),
            Metadata = metadata,
        });
    }

    private EndpointPlan Unknown(ServiceProfile service) => Laid(new EndpointPlan
    {
        Route = "(unknown)",
        Methods = [],
        Service = service,
        Kind = EndpointKind.Unknown,
        Class = new(RequestClass.Default, "default"),
        Deadline = new(null, "default"),
        BodyLimit = new(service.Options.Bounds.BodyBytes, "Bounds:BodyBytes"),
        QueryBudget = new(null, "default"),
        Idempotency = new(null, "default"),
        Access = EndpointAccess.Read(EndpointMetadataCollection.Empty, fallback: null),
        IsLoopbackOnly = false,
        HasNetworks = false,
        IsSigned = false,
        Deprecation = null,
        Limits = EndpointLimits.Read(service.Name, "(unknown)", RequestClass.Default, EndpointMetadataCollection.Empty),
        Metadata = EndpointMetadataCollection.Empty,
    });

    private EndpointPlan Laid(EndpointPlan plan)
    {
        plan.Stages = [.. _stages.Select(entry => entry.Stage!).Where(stage => stage.IsOn(plan.Service.Options) && stage.Governs(plan))];
        return plan;
    }
}
