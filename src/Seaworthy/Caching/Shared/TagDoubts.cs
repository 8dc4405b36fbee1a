namespace Seaworthy.Caching.Shared;

/// <summary>
/// Tags that were seen marked, and when Redis is to be asked whether the marks are over: their writers may have died, and then
/// nobody else would say so. At the bound a tag is seen again when it is met the next time.
/// </summary>
internal sealed class TagDoubts
{
    private const int Most = 10_000;

    // A little longer than a mark holds: by this process' clock, from after it was made.
    private const int WaitMs = SharedTags.MarkMs + 100;

    private readonly Lock _gate = new(); // guards _dueAt
    private readonly Dictionary<string, long> _dueAt = new(StringComparer.Ordinal);

    public void Add(string tag, long now)
    {
        lock (_gate)
        {
            if (_dueAt.Count < Most)
            {
                _dueAt.TryAdd(tag, now + WaitMs);
            }
        }
    }

    /// <summary>Takes out those whose time has come.</summary>
    public IReadOnlyList<string> Due(long now)
    {
        lock (_gate)
        {
            if (_dueAt.Count == 0)
            {
                return [];
            }

            var due = _dueAt.Where(one => one.Value <= now).Select(one => one.Key).ToList();
            due.ForEach(tag => _dueAt.Remove(tag));
            return due;
        }
    }
}
