using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Limits by subject, key or tenant (R1). Governs endpoints that name a limit: only those can count by caller. Without Redis it does as
/// <see cref="AddressStage"/> does.
/// </summary>
public sealed class QuotaStage : Stage
{
    private readonly Limiter _limiter;

    internal QuotaStage(Limiter limiter) => _limiter = limiter;

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.RateLimiting.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Limits.Words.Count > 0;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var charges = _limiter.Of(record);
        return _limiter.Decide(record, charges, charges.Quota);
    }
}
