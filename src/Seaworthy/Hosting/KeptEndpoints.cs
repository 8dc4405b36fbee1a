using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Hosting;

/// <summary>
/// The endpoints of a group, made once. A group makes them anew for whoever looks, with a handler compiled for each: the router, authorisation and
/// the plans looked four times in all, which was most of what a start took.
/// </summary>
internal sealed class KeptEndpoints(EndpointDataSource source) : EndpointDataSource
{
    private readonly Lock _turn = new(); // guards what is kept, and that one reader makes it
    private IReadOnlyList<Endpoint>? _endpoints;
    private IChangeToken? _since;

    public override IReadOnlyList<Endpoint> Endpoints
    {
        get
        {
            lock (_turn)
            {
                if (_endpoints is null || _since!.HasChanged)
                {
                    // The token first: what changes while they are made is then seen the next time.
                    _since = source.GetChangeToken();
                    _endpoints = source.Endpoints;
                }

                return _endpoints;
            }
        }
    }

    /// <summary>Puts one of these in the place of the source that was added last.</summary>
    public static void Keep(ICollection<EndpointDataSource> sources)
    {
        var last = sources.Last();
        sources.Remove(last);
        sources.Add(new KeptEndpoints(last));
    }

    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) => source.GetGroupedEndpoints(context);

    public override IChangeToken GetChangeToken() => source.GetChangeToken();
}
