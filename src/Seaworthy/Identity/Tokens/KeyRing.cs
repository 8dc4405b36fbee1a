using Microsoft.Extensions.Logging;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// The keys that sign and verify tokens: a snapshot of their store, read again once a minute, and sooner where a token names a key that is not
/// in it. What cannot be read leaves the keys as they are known. Where the clock was set back behind all of them, the first one signs. A successor is in the store, and so published, an hour before it signs; a key stays until the last token that it signed has expired.
/// </summary>
internal sealed class KeyRing(IKeyStore store, TokenSettings settings, TimeProvider time, ILogger<KeyRing> log)
{
    // Verifiers elsewhere keep published keys for five minutes; processes read the store once in one.
    private static readonly TimeSpan PublishedBefore = TimeSpan.FromHours(1);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);

    // Whoever sends tokens with invented keys must not make this process read all day.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);
    private readonly Lock _turn = new(); // one reads the store, and the others take what is known
    private volatile Snapshot? _known;

    /// <summary>The one that signs now.</summary>
    public SigningKey Signing => SigningAt(Current().Keys, time.GetUtcNow());

    /// <summary>All that verify: to be published.</summary>
    public IReadOnlyList<SigningKey> All => Current().Keys;

    /// <summary>The key of this id; null when there is none.</summary>
    public SigningKey? Find(string id)
    {
        var known = Current();
        return known.Find(id) ?? (IsOlder(known, ReadAgainAfter) ? Load(known).Find(id) : null);
    }

    /// <summary>Throws when a file is there and cannot be used: better at the start than at the first token. Makes none.</summary>
    /// <exception cref="TokenKeyException">A key cannot be read.</exception>
    public void Check()
    {
        if (store.IsOfThisMachine)
        {
            store.Read();
        }
    }

    /// <summary>The same for keys in a database, which may be away for the moment.</summary>
    /// <exception cref="TokenKeyException">A key cannot be read.</exception>
    public void CheckShared()
    {
        try
        {
            store.Read();
        }
        catch (IOException exception) when (exception is not TokenKeyException)
        {
            Log.TokenKeysNotRead(log, exception);
        }
    }

    private Snapshot Current()
    {
        var known = _known;
        if (known is null)
        {
            return Load(known);
        }

        if (!IsOlder(known, ReadEvery) || !_turn.TryEnter())
        {
            return known;
        }

        try
        {
            return Load(known);
        }
        finally
        {
            _turn.Exit();
        }
    }

    private Snapshot Load(Snapshot? before)
    {
        lock (_turn)
        {
            if (_known is { } newer && newer != before)
            {
                return newer;
            }

            var now = time.GetUtcNow();
            try
            {
                var keys = store.Read();
                return _known = new(ReferenceEquals(keys, Due(keys, now)) ? keys : store.Change(known => Due(known, now)), now);
            }
            catch (Exception exception) when (before is not null && exception is (IOException or UnauthorizedAccessException))
            {
                Log.TokenKeysNotRead(log, exception);
                return _known = before! with { ReadAt = now };
            }
        }
    }

    // The same list when nothing is to be done.
    private IReadOnlyList<SigningKey> Due(IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        if (keys.Count == 0)
        {
            return [SigningKey.Create(now)];
        }

        var signing = SigningAt(keys, now);
        var lastToken = TimeSpan.FromSeconds(settings.LifetimeSeconds + settings.SkewSeconds) + ReadEvery;
        var next = keys.Where(key => key.SignsFrom >= signing.SignsFrom || signing.SignsFrom + lastToken > now).ToList();
        var successor = signing.SignsFrom + TimeSpan.FromDays(settings.RotateDays);
        if (signing == keys[^1] && now >= successor - PublishedBefore)
        {
            next.Add(SigningKey.Create(successor > now + PublishedBefore ? successor : now + PublishedBefore));
        }

        return next.Count == keys.Count && next[^1] == keys[^1] ? keys : next;
    }

    private static SigningKey SigningAt(IReadOnlyList<SigningKey> keys, DateTimeOffset now) => keys.LastOrDefault(key => key.SignsFrom <= now) ?? keys[0];

    // What was read later than now was read before the clock was set back: nobody knows how old it is.
    private bool IsOlder(Snapshot known, TimeSpan age) => time.GetUtcNow() - known.ReadAt is var past && (past >= age || past < TimeSpan.Zero);

    private sealed record Snapshot(IReadOnlyList<SigningKey> Keys, DateTimeOffset ReadAt)
    {
        public SigningKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);
    }
}
