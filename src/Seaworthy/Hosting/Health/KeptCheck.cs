using Microsoft.Extensions.Logging;

namespace Seaworthy.Hosting.Health;

/// <summary>
/// A check that probes cannot hammer: one runs at a time, its result is kept for a second, and one that hangs is given up
/// after two and not started again before it has ended. Where all was well a moment ago no probe waits for the next result:
/// in a rush on the database that wait would be the slowest part of it.
/// </summary>
/// <param name="name">For the log.</param>
/// <param name="check">Returns <see langword="null"/> when all is well, or in a word what is not; may throw.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told that a dependency went away or came back.</param>
internal sealed class KeptCheck(string name, Func<CancellationToken, Task<string?>> check, TimeProvider time, ILogger log)
{
    public const string Unavailable = "unavailable";
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trusted = Kept + Longest;
    private static readonly Task<string?> Well = Task.FromResult<string?>(null);

    private readonly Lock _lock = new(); // guards the three below
    private Task<string?>? _result;
    private long _endedAt;
    private long? _wellAt;
    private Task? _stuck;
    private bool _wasDown;

    /// <summary>Null when all is well.</summary>
    public Task<string?> ResultAsync()
    {
        lock (_lock)
        {
            if (_result is null || (_result.IsCompleted && time.GetElapsedTime(_endedAt) >= Kept))
            {
                // The probe that happens to ask must not lend its ids and budgets to work that others share.
                using var _ = ExecutionContext.SuppressFlow();
                _result = Task.Run(RunAsync);
            }

            return !_result.IsCompleted && _wellAt is { } well && time.GetElapsedTime(well) < Trusted ? Well : _result;
        }
    }

    private async Task<string?> RunAsync()
    {
        string? found = Unavailable;
        try
        {
            found = _stuck is { IsCompleted: false } ? Unavailable : await AskAsync();
            Tell(found is not null, null);
        }
#pragma warning disable CA1031 // whatever a check throws means the same
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell(true, exception);
        }

        lock (_lock)
        {
            _endedAt = time.GetTimestamp();
            _wellAt = found is null ? _endedAt : null;
        }

        return found;
    }

    private async Task<string?> AskAsync()
    {
        using var limit = new CancellationTokenSource(Longest, time);
        var asked = check(limit.Token);
        _stuck = asked;
        return await asked.WaitAsync(Longest, time);
    }

    private void Tell(bool isDown, Exception? exception)
    {
        if (isDown && !_wasDown)
        {
            Log.DependencyDown(log, name, exception);
        }
        else if (!isDown && _wasDown)
        {
            Log.DependencyUp(log, name);
        }

        _wasDown = isDown;
    }
}
