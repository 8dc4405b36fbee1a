using Microsoft.AspNetCore.Http;
using Seaworthy.Caching.Origin;
using Seaworthy.Hosting;

namespace Seaworthy.Idempotency;

/// <summary>Which endpoints take keys, and where each keeps them: with its service's own rows where it can, else in this process.</summary>
internal sealed class KeyStores(ProcessKeyStore process, IEnumerable<IServiceKeys> services)
{
    private const string Setting = "Idempotency:Enabled";
    private readonly Dictionary<string, IServiceKeys> _services = services.ToDictionary(keys => keys.Service);

    public Planned<EndpointIdempotency?> For(ServiceProfile service, IReadOnlyList<string> methods, EndpointMetadataCollection metadata)
    {
        if (!service.Options.Idempotency.Enabled)
        {
            return new(null, Setting);
        }

        if (!TakesKeys(methods, metadata))
        {
            return new(null, metadata.GetMetadata<NoKeyWord>() is null ? "default" : "endpoint");
        }

        var handsOn = metadata.GetMetadata<OriginWord>() is not null;
        var own = metadata.GetMetadata<LeaseWord>() is null ? _services.GetValueOrDefault(service.Name) : null;
        var plan = new EndpointIdempotency(
            own is null ? IdempotencyMode.Lease : IdempotencyMode.Transaction,
            metadata.GetMetadata<RequireKeyWord>() is not null,
            metadata.GetMetadata<RepeatableWord>() is not null)
        {
            Store = own ?? (IKeyStore)process,
            HandsOn = handsOn,
            Cookies = handsOn ? [.. service.Options.Idempotency.Cookies] : [],
        };
        return new(plan, plan.IsRequired || plan.IsRepeatable || metadata.GetMetadata<LeaseWord>() is not null ? "endpoint" : Setting);
    }

    /// <summary>POST and PATCH take keys unless they say that they do not; the last word counts.</summary>
    public static bool TakesKeys(IReadOnlyList<string> methods, IEnumerable<object> metadata) =>
        (methods.Count == 0 || methods.Any(method => HttpMethods.IsPost(method) || HttpMethods.IsPatch(method)))
        && metadata.LastOrDefault(word => word is NoKeyWord or RequireKeyWord) is not NoKeyWord;
}
