using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// The layer's own endpoints. Empty until the application has mapped all of its own: where it has one of the same path,
/// ours stays away, because adding the layer must not break an application.
/// </summary>
internal sealed class OwnEndpoints(IEnumerable<OwnEndpoint> offered) : EndpointDataSource
{
    private IReadOnlyList<Endpoint> _endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    /// <summary>Called once, before the first request.</summary>
    public void Settle(IEnumerable<EndpointDataSource> all)
    {
        var taken = all.Where(source => source != this).SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => Path(endpoint.RoutePattern.RawText)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _endpoints = [.. offered.Where(own => !taken.Contains(Path(own.Path))).Select(own => own.Build())];
    }

    private static string Path(string? pattern) => pattern?.Trim('/') ?? "";
}
