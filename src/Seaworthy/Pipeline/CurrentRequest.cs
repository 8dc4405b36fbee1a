namespace Seaworthy.Pipeline;

/// <summary>
/// The request that the running code works for. Set when an endpoint starts to run and not before: a request that ends
/// in an earlier stage (a refusal, a cache hit) does not pay for it. One per host, so two hosts never meet.
/// </summary>
public sealed class CurrentRequest
{
    private readonly AsyncLocal<RequestScope?> _scope = new();
    private object? _dataLayer;

    /// <summary>The scope, or null outside a request.</summary>
    public RequestScope? Scope => _scope.Value;

    /// <summary>What the data layer keeps once per host, made when a context first asks for it.</summary>
    internal T DataLayer<T>(Func<T> make)
        where T : class => (T)LazyInitializer.EnsureInitialized(ref _dataLayer, make)!;

    internal void Enter(RequestScope scope) => _scope.Value = scope;
}
