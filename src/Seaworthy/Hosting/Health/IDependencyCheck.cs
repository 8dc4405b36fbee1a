namespace Seaworthy.Hosting.Health;

/// <summary>
/// Something that the process depends on beside its databases. Register as many as there are; each becomes a line of
/// <c>/health/detailed</c>. Asked at most once a second, by one caller at a time, for at most two seconds.
/// </summary>
public interface IDependencyCheck
{
    /// <summary>Its name in the answer: <c>redis</c>, <c>external_services</c>.</summary>
    string Name { get; }

    /// <summary>
    /// True when nothing can be served without it, so that <c>/health/ready</c> is 503 while it is away. Default false: a
    /// dependency with a degraded mode must not take the process out of service.
    /// </summary>
    bool NeededToBeReady => false;

    /// <summary>
    /// True when everything is still served without it, if less well: <c>/health/detailed</c> then says <c>degraded</c> with 200 while
    /// it is away. Default false: it is then <c>unhealthy</c>, 503.
    /// </summary>
    bool HasDegradedMode => false;

    /// <summary>What an operator does while it is away, such as the command that installs it; shown in <c>/health/detailed</c> then. Default null: it comes back by itself.</summary>
    string? Remedy => null;

    /// <summary>Returns when all is well; throws when not. What it throws is logged and never shown to a caller.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
