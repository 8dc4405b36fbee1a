using Microsoft.Extensions.Primitives;

namespace Seaworthy.RateLimiting;

/// <summary>The limits of one endpoint under one snapshot, in the order in which stages ask for them.</summary>
internal sealed class EndpointCharges(LimitsSnapshot snapshot, LimitCharge[] all)
{
    public LimitsSnapshot Snapshot => snapshot;

    /// <summary>What can be asked before it is known who calls.</summary>
    public LimitCharge[] Address { get; } = [.. all.Where(charge => !NeedsCaller(charge))];

    /// <summary>What counts by the caller.</summary>
    public LimitCharge[] Quota { get; } = [.. all.Where(NeedsCaller)];

    /// <summary>The field <c>RateLimit-Policy</c>, the same on every answer; limits that are only watched are not told.</summary>
    public StringValues Policies { get; } = string.Join(", ", all.Where(charge => !charge.Policy.Spec.IsShadow).Select(charge => charge.Policy.Fields.Policy));

    /// <summary>Those of a request whose gateway has counted its address.</summary>
    public EndpointCharges Behind => field ??= new(snapshot, [.. all.Where(charge => charge.Policy.Name != ServiceLimits.AddressName)]);

    private static bool NeedsCaller(LimitCharge charge) => charge.Policy.Spec.Per is not (LimitSubject.Address or LimitSubject.Endpoint);
}
