namespace Seaworthy.ScoringStandIn;

/// <summary>Answers nobody before all are there: who calls one after the other waits for ever.</summary>
internal sealed class Meeting
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public async Task<object> AnswerAsync(int callers, CancellationToken gone)
    {
        if (Interlocked.Increment(ref _waiting) >= callers)
        {
            _complete.TrySetResult();
        }

        await _complete.Task.WaitAsync(gone);
        return new { score = 50 };
    }
}
