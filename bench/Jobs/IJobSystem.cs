namespace Seaworthy.Bench.Jobs;

/// <summary>Somebody's jobs, which do nothing but say that they were here.</summary>
internal interface IJobSystem : IAsyncDisposable
{
    /// <summary>Asks for some, durably, in one transaction where that can be had. Each is told <paramref name="stamp"/>.</summary>
    Task EnqueueAsync(int count, long stamp);

    /// <summary>Returns when what has begun is over, and that is written down.</summary>
    Task UntilEmptyAsync();
}
