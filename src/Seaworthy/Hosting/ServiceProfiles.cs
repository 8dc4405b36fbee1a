using Microsoft.AspNetCore.Http;

namespace Seaworthy.Hosting;

/// <summary>The services of this process, found by the longest path prefix; the root takes what nobody else has.</summary>
public sealed class ServiceProfiles
{
    private readonly ServiceProfile[] _byLength;

    internal ServiceProfiles(ServiceProfile root, IEnumerable<ServiceProfile> services)
    {
        Root = root;
        _byLength = [.. services.OrderByDescending(service => service.Prefix.Length)];
    }

    /// <summary>The profile of everything outside the services' prefixes.</summary>
    public ServiceProfile Root { get; }

    /// <summary>All services, the root not among them.</summary>
    public IReadOnlyList<ServiceProfile> All => _byLength;

    /// <summary>Whose path this is.</summary>
    public ServiceProfile For(PathString path)
    {
        foreach (var service in _byLength)
        {
            if (path.StartsWithSegments(service.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return service;
            }
        }

        return Root;
    }
}
