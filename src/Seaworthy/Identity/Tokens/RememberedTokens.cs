using System.Collections.Concurrent;
using Seaworthy.Idempotency;

namespace Seaworthy.Identity.Tokens;

/// <summary>Tokens that were verified a moment ago, by their SHA-256: no token is kept as it was sent.</summary>
internal sealed class RememberedTokens(TokenSettings settings, TimeProvider time)
{
    private readonly TimeSpan _keep = TimeSpan.FromSeconds(settings.RememberSeconds);
    private readonly ConcurrentDictionary<Digest, Kept> _kept = [];
    private long _sweptAt;

    public AccessToken? Find(Digest digest) =>
        _kept.TryGetValue(digest, out var kept) && time.GetUtcNow() < kept.Until ? kept.Token : null;

    public void Add(Digest digest, AccessToken token)
    {
        var now = time.GetUtcNow();
        if (_kept.Count >= settings.RememberMost)
        {
            Sweep(now);
        }

        // Full of tokens that are all in use: the others are verified each time, and nothing breaks.
        if (_keep > TimeSpan.Zero && _kept.Count < settings.RememberMost)
        {
            _kept[digest] = new(token, now + _keep < token.ExpiresAt ? now + _keep : token.ExpiresAt);
        }
    }

    // Once a second at most: a full table must not be walked for every token that finds no room.
    private void Sweep(DateTimeOffset now)
    {
        var before = Volatile.Read(ref _sweptAt);
        if (now.UtcTicks - before < TimeSpan.TicksPerSecond || Interlocked.CompareExchange(ref _sweptAt, now.UtcTicks, before) != before)
        {
            return;
        }

        foreach (var (digest, kept) in _kept)
        {
            if (kept.Until <= now)
            {
                _kept.TryRemove(digest, out _);
            }
        }
    }

    private sealed record Kept(AccessToken Token, DateTimeOffset Until);
}
