using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.AuditTrail;

/// <summary>Hands requests that were answered 403 to the trail of their service, where it keeps one. All others cost a comparison of their status.</summary>
internal sealed class RefusedRequests(IServiceProvider services)
{
    private readonly Lazy<IServiceTrail[]> _trails = new(() => [.. services.GetServices<IServiceTrail>()]);

    public void Tell(RequestRecord record)
    {
        foreach (var trail in _trails.Value)
        {
            if (trail.Service == record.Service.Name)
            {
                trail.Refused(record);
            }
        }
    }
}
