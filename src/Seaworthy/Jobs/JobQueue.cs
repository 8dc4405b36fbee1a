using System.Threading.Channels;

namespace Seaworthy.Jobs;

/// <summary>One queue in this process: what it has taken and not begun, and how much more it would take.</summary>
internal sealed class JobQueue(string name, int concurrency, bool hasLanes, TimeProvider time)
{
    private const int MostAhead = 2000;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly Channel<(HeldJob Job, long Since)> _waiting = Channel.CreateUnbounded<(HeldJob, long)>();
    private long _took = time.GetTimestamp();
    private int _held;
    private int _endedLately;
    private volatile bool _isClosed;

    public string Name { get; } = name;

    /// <summary>Whether the store may have jobs of it that are due: it gave as many as were asked for, or somebody has rung.</summary>
    public bool MayHaveMore { get; set; } = true;

    /// <summary>Whether nothing is to be taken.</summary>
    public bool IsPaused { get; set; }

    /// <summary>How many run here or may begin.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Whether it could begin with another one at once.</summary>
    public bool HasFreeHands => Held < concurrency;

    /// <summary>When it last took one, or began to look.</summary>
    public long Took => Volatile.Read(ref _took);

    /// <summary>
    /// How many it would take now: what runs at once, and of quick jobs as many ahead as will be done before the next exchange. Slow jobs stay
    /// in the database, where another process finds them, or go back there. Of lanes as many more: nobody else could do them meanwhile.
    /// </summary>
    public QueueRoom Room()
    {
        var ahead = Math.Min(2 * Interlocked.Exchange(ref _endedLately, 0), MostAhead);
        return new(Name, MayHaveMore && !IsPaused ? Math.Max(concurrency + ahead - Held, 0) : 0, hasLanes, hasLanes ? ahead : 0);
    }

    /// <summary>Takes one in, to be run. False where it is closed: the job is told to go back, and nobody runs it.</summary>
    public bool TryAdd(HeldJob job)
    {
        Interlocked.Increment(ref _held);
        var now = time.GetTimestamp();
        Volatile.Write(ref _took, now);
        if (_waiting.Writer.TryWrite((job, now)))
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        job.End(JobEnd.Back);
        return false;
    }

    /// <summary>No more are taken, and what has not begun goes back, though all hands are full.</summary>
    public async Task CloseAsync(Func<HeldJob, Task> run)
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.Count > 0)
        {
            await RunOneAsync(run);
        }
    }

    /// <summary>Runs its jobs, as many at once as it may, until it is closed and empty.</summary>
    public Task RunAsync(Func<HeldJob, Task> run) => Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await RunOneAsync(run);
        }
    })));

    /// <summary>Runs the next one, if there is one.</summary>
    public async Task RunOneAsync(Func<HeldJob, Task> run)
    {
        if (!_waiting.Reader.TryRead(out var next))
        {
            return;
        }

        if (_isClosed || IsPaused)
        {
            next.Job.End(JobEnd.Back);
        }
        else if (_waiting.Reader.Count > concurrency && time.GetElapsedTime(next.Since) > Soon)
        {
            await GiveBackAsync(run);
        }

        await RunAsync(next.Job, run);
    }

    // They are no longer as quick as those before them, for which so many were taken: somebody else may have hands free.
    private async Task GiveBackAsync(Func<HeldJob, Task> run)
    {
        while (_waiting.Reader.TryRead(out var waiting))
        {
            waiting.Job.End(JobEnd.Back);
            await RunAsync(waiting.Job, run);
        }
    }

    private async Task RunAsync(HeldJob job, Func<HeldJob, Task> run)
    {
        await run(job);
        Interlocked.Add(ref _endedLately, job.Asked is null ? 1 : 0);
        Interlocked.Decrement(ref _held);
    }
}
