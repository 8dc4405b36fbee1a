using System.Collections.Concurrent;

namespace Seaworthy.Identity.Tokens;

/// <summary>Sessions that have ended while tokens of theirs have not: remembered until the last of those has expired.</summary>
internal sealed class RevokedSessions(TokenSettings settings, TimeProvider time)
{
    private const int SweepAt = 1000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool Contains(string session) => !_until.IsEmpty && _until.ContainsKey(session);

    public void Add(string session)
    {
        var now = time.GetUtcNow();
        _until[session] = now + TimeSpan.FromSeconds(settings.LifetimeSeconds + settings.SkewSeconds);
        if (_until.Count % SweepAt == 0)
        {
            foreach (var (ended, until) in _until)
            {
                if (until < now)
                {
                    _until.TryRemove(ended, out _);
                }
            }
        }
    }
}
