using Seaworthy.Hosting;

namespace Seaworthy.Jobs;

/// <summary>
/// The end of a worker: what has not begun goes back at once; what runs has its time, and then goes back too, its attempt not counted. What ends meanwhile is written down as it
/// ends, so that whatever becomes of the process, little of it is done again.
/// </summary>
internal sealed class JobHandBack(JobHands hands, HeldJobs held, Bell bell, TimeSpan drain, TimeProvider time)
{
    // The bell tells what has ended; this only if one was lost.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <param name="running">Ends when all that ran has ended.</param>
    /// <param name="handOver">Writes down what has ended; true the last time, when a failure is told.</param>
    public async Task RunAsync(Task running, Func<bool, Task> handOver)
    {
        await hands.CloseAsync();
        var late = Task.Delay(drain, time);
        while (!running.IsCompleted && !late.IsCompleted)
        {
            await handOver(false);
            await Task.WhenAny(running, late, bell.WaitAsync(BetweenLooks, time, CancellationToken.None));
        }

        // Whoever does not listen keeps nobody else's end from being written.
        held.EndAll(JobEnd.Back);
        while (!running.IsCompleted)
        {
            await handOver(false);
            await Task.WhenAny(running, bell.WaitAsync(BetweenLooks, time, CancellationToken.None));
        }

        await running;
        await handOver(true);
    }
}
