namespace Seaworthy.Caching;

/// <summary>Entries in the order they came, linked through themselves, so that one leaves from anywhere at once.</summary>
internal sealed class EntryQueue
{
    private CacheEntry? _first;
    private CacheEntry? _last;

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    /// <summary>The one that has been here longest.</summary>
    public CacheEntry? First => _first;

    public void Enqueue(CacheEntry entry)
    {
        (entry.Queue, entry.Previous, entry.Next) = (this, _last, null);
        if (_last is { } last)
        {
            last.Next = entry;
        }
        else
        {
            _first = entry;
        }

        _last = entry;
        Bytes += entry.Bytes;
        Count++;
    }

    public void Remove(CacheEntry entry)
    {
        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            _first = entry.Next;
        }

        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }
        else
        {
            _last = entry.Previous;
        }

        (entry.Queue, entry.Previous, entry.Next) = (null, null, null);
        Bytes -= entry.Bytes;
        Count--;
    }
}
