using System.Collections.Concurrent;
using Seaworthy.Hosting;

namespace Seaworthy.Jobs;

/// <summary>The jobs that this process has, from the exchange that took them to the one that ends them.</summary>
internal sealed class JobHands(IReadOnlyList<JobQueue> queues, HeldJobs held, Func<HeldJob, Task<EndedJob>> run, Bell bell)
{
    private readonly HeldLanes _lanes = new();
    private readonly ConcurrentQueue<EndedJob> _ended = new();

    /// <summary>Runs jobs until the queues are closed and empty.</summary>
    public Task RunAsync() => Task.WhenAll(queues.Select(queue => queue.RunAsync(RunOneAsync)));

    /// <summary>The next one whose end is to be written down.</summary>
    public bool TryTakeEnded(out EndedJob ended) => _ended.TryDequeue(out ended);

    /// <summary>Takes in what the store has given, but for what is here already.</summary>
    public Task HoldAsync(IReadOnlyList<ClaimedJob> jobs) => BeginAsync(_lanes.Keep([.. jobs.Select(held.Take).OfType<HeldJob>()]));

    /// <summary>The end of a job is written down, or it was another one's to write.</summary>
    public async Task LetGoAsync(EndedJob ended, bool isStale)
    {
        held.Remove(ended.Job);
        if (ended.Job.Lane is null || ended.IsFollowed)
        {
            return;
        }

        var next = _lanes.After(ended.Job, ended.LetsLaneGoOn && !isStale);
        QueueOf(ended.Job).MayHaveMore |= next.Count == 0; // whoever waited for it may be in the store
        await BeginAsync(next);
    }

    /// <summary>No more are taken in, and what has not begun goes back.</summary>
    public async Task CloseAsync()
    {
        await Task.WhenAll(queues.Select(queue => queue.CloseAsync(RunOneAsync)));
        await BeginAsync(_lanes.TakeAll());
    }

    /// <summary>Runs one, and what then may begin.</summary>
    public async Task RunOneAsync(HeldJob job)
    {
        var ended = await run(job);

        // What its handler has ended in a transaction of its own is written down already.
        var next = ended is { IsCommitted: true, LetsLaneGoOn: true } ? _lanes.After(job.Job, goesOn: true) : [];
        _ended.Enqueue(ended with { IsFollowed = next.Count > 0 });
        bell.Ring();
        await BeginAsync(next);
    }

    // What an exchange took whose answer was lost may be known only when the process stops, and its queues are closed; and who is only to go back needs nobody's hand.
    private async Task BeginAsync(IReadOnlyList<HeldJob> jobs)
    {
        foreach (var job in jobs)
        {
            if (job.Asked is not null || !QueueOf(job.Job).TryAdd(job))
            {
                await RunOneAsync(job);
            }
        }
    }

    private JobQueue QueueOf(ClaimedJob job) => queues.First(queue => queue.Name == job.Queue);
}
