namespace Seaworthy.Pipeline;

/// <summary>
/// The request that the running code works for. Set when an endpoint starts to run and not before: a request that ends
/// in an earlier stage (a refusal, a cache hit) does not pay for it. One per host, so two hosts never meet.
/// </summary>
public sealed class CurrentRequest
{
    private readonly AsyncLocal<RequestScope?> _scope = new();

    /// <summary>The scope, or null outside a request.</summary>
    public RequestScope? Scope => _scope.Value;

    internal void Enter(RequestScope scope) => _scope.Value = scope;
}
