using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// The layer's own endpoints. Empty until the application has mapped all of its own: where it has one of the same path,
/// ours stays away, because adding the layer must not break an application.
/// </summary>
/// <param name="offered">Those that there are.</param>
/// <param name="prefix">
/// What stands before their paths on the public port, where all others are somebody else's: <c>/.seaworthy</c>. Empty for nothing. The management port has them without it.
/// </param>
internal sealed class OwnEndpoints(IEnumerable<OwnEndpoint> offered, string prefix) : EndpointDataSource
{
    private IReadOnlyList<Endpoint> _endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    /// <summary>Called once, before the first request.</summary>
    public void Settle(IEnumerable<EndpointDataSource> all)
    {
        var taken = all.Where(source => source != this).SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => Path(endpoint.RoutePattern.RawText)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _endpoints = [.. offered.SelectMany(Placed).Where(own => !taken.Contains(Path(own.Path))).Select(own => own.Build())];
    }

    private IEnumerable<OwnEndpoint> Placed(OwnEndpoint own) =>
        prefix.Length == 0 ? [own] : [own with { Path = prefix + own.Path }, own with { OnManagementOnly = true }];

    private static string Path(string? pattern) => pattern?.Trim('/') ?? "";
}
