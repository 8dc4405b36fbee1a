namespace Seaworthy.Caching;

/// <summary>
/// One value of the first level. What it holds never changes; the rest belongs to <see cref="FirstLevel"/>, which takes an entry
/// once: a value that is to be stored again is a new entry.
/// </summary>
/// <param name="key">Its key, scoped to whoever may see the value.</param>
/// <param name="bytes">What its value takes; the entry, its key and its tags are added here.</param>
/// <param name="times">Until when it is good.</param>
/// <param name="tags">Its tags, captured as of the moment before the value was made.</param>
internal abstract class CacheEntry(string key, long bytes, CacheTimes times, TagCapture tags)
{
    // Objects on 64 bits: the entry itself, its node and bucket in the dictionary, the headers of its key and of its tags.
    private const int OwnBytes = 260;

    // More says nothing: whoever is wanted so often stays for as many rounds.
    private const byte MostHits = 7;

    private readonly TagCapture _tags = tags;
    private byte _hits;

    public string Key => key;

    /// <summary>What it is counted as against the bound of the first level.</summary>
    public long Bytes { get; } = bytes + OwnBytes + (key.Length * sizeof(char)) + (tags.Count * sizeof(long));

    public CacheTimes Times { get; } = times;

    /// <summary>False once one of its tags was invalidated: it must not be served, however long it would have been good.</summary>
    public bool IsAlive => _tags.IsAlive;

    /// <summary>Whether it may be served now: alive, and where others write too, known to be.</summary>
    public bool IsServed(TagTrust? shared, long now) => _tags.IsServed(shared, now);

    /// <summary>Its neighbours and its queue; guarded by the lock of the first level.</summary>
    internal CacheEntry? Previous { get; set; }

    internal CacheEntry? Next { get; set; }

    internal EntryQueue? Queue { get; set; }

    internal TagCapture Tags => _tags;

    /// <summary>
    /// It was asked for. A plain byte that many threads write: a hit that is lost now and then costs nothing, and an entry that
    /// everybody wants is soon only read.
    /// </summary>
    internal void Touch()
    {
        if (_hits < MostHits)
        {
            _hits++;
        }
    }

    /// <summary>How often it was asked for, and from now on not at all.</summary>
    internal int TakeHits()
    {
        var hits = _hits;
        _hits = 0;
        return hits;
    }

    /// <summary>Takes one hit off; false when there is none.</summary>
    internal bool SpendHit()
    {
        if (_hits == 0)
        {
            return false;
        }

        _hits--;
        return true;
    }
}
