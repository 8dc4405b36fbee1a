using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Limits by address and by endpoint (R1): what can be said before anybody is asked who he is. Every request counts, whatever
/// becomes of it; one that is refused is not counted. Where counts are shared and Redis does not answer, each limit does what it was told to:
/// allow its part of it (default), let through, or refuse.
/// </summary>
public sealed class AddressStage : Stage
{
    private readonly Limiter _limiter;

    internal AddressStage(Limiter limiter) => _limiter = limiter;

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.RateLimiting.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Limits.CountsByAddress || plan.Limits.Words.Count > 0;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var charges = _limiter.Of(record);
        return _limiter.Decide(record, charges, charges.Address);
    }
}
