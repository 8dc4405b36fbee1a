using Seaworthy.Hosting;

namespace Seaworthy.Cli.Hosting;

/// <summary>
/// SQLite's provider has no calls that wait without a thread: a commit that is being synced to disk holds one of the pool's.
/// With as many as there are processors two commits are enough to keep a health probe waiting until the pool has made
/// another thread, half a second later.
/// </summary>
internal static class BlockingDatabase
{
    private const int Blocked = 6;

    /// <summary>Lets the pool start as many threads at once as such a database may hold, and those that work beside them.</summary>
    public static void GiveThreads(IEnumerable<IServiceDatabase> databases)
    {
        if (databases.Any(database => database.Engine == "sqlite"))
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.SetMinThreads(workers + Blocked, ports);
        }
    }
}
