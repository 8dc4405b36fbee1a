namespace Seaworthy.Resilience;

/// <summary>
/// The body of a call that is handed on while it comes in. Its pace is the caller's: until it is there no time of the call runs, and what becomes of the call says nothing about the other side.
/// </summary>
internal sealed class Arrival : IDisposable
{
    public static readonly HttpRequestOptionsKey<Arrival> Option = new("seaworthy.arrival");

    private readonly CancellationTokenSource _over = new();

    /// <summary>Ends when the body is there.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How much time the request has from then on; null where it has no bound.</summary>
    public TimeSpan? Left { get; private set; }

    public void End(TimeSpan? left)
    {
        Left = left;
        _over.Cancel();
    }

    public void Dispose() => _over.Dispose();
}
