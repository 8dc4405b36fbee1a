namespace Seaworthy.Jobs;

/// <summary>A job that this process has, waiting or running, and how it is told to end.</summary>
internal sealed class HeldJob(ClaimedJob job) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    public ClaimedJob Job { get; } = job;

    /// <summary>Set when it shall end before it has: by whoever asked for it, or because the process stops.</summary>
    public JobEnd? Asked { get; private set; }

    public CancellationToken Token => _end.Token;

    public void End(JobEnd asked)
    {
        Asked ??= asked;
        try
        {
            _end.Cancel();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or AggregateException)
        {
            // It has ended in this moment; or what the handler does at its cancellation has failed, which is its own matter: others are told all the same.
        }
    }

    public void Dispose() => _end.Dispose();
}
