using Seaworthy.Hosting.Health;

namespace Seaworthy.Resilience;

/// <summary>
/// The line <c>external_services</c> of <c>/health/detailed</c>: degraded while a breaker is not closed. Nobody is called for it, and no process is unready by it: whoever is
/// behind a breaker is behind those of all processes.
/// </summary>
internal sealed class UpstreamCheck(ResilientClients clients) : IDependencyCheck
{
    public string Name => "external_services";

    public bool HasDegradedMode => true;

    public Task CheckAsync(CancellationToken cancellationToken) => clients.Broken is { Count: > 0 } broken
        ? throw new InvalidOperationException($"Not asked at the moment: {string.Join(", ", broken)}.")
        : Task.CompletedTask;
}
