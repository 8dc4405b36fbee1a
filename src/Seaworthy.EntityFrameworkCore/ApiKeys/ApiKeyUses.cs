using System.Collections.Concurrent;
using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>When keys were used last, until it is written down: a call by key must not cost a write. As many as there are keys.</summary>
internal sealed class ApiKeyUses<TContext>(TimeProvider time)
{
    private ConcurrentDictionary<string, DateTime> _used = new(StringComparer.Ordinal);

    public void Note(string id) => _used[id] = Instant.Now(time);

    /// <summary>What has come together; taken out by this.</summary>
    public IReadOnlyDictionary<string, DateTime> Take() => _used.IsEmpty ? _used : Interlocked.Exchange(ref _used, new(StringComparer.Ordinal));

    /// <summary>Could not be written down; what was noted since is newer.</summary>
    public void GiveBack(IReadOnlyDictionary<string, DateTime> used)
    {
        foreach (var (id, at) in used)
        {
            _used.TryAdd(id, at);
        }
    }
}
