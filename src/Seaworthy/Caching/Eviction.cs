namespace Seaworthy.Caching;

/// <summary>
/// Who has to go when the bytes are used up: S3-FIFO (Yang and others, SOSP 2023). What is new stands in a small queue, a twentieth
/// of the bytes; when its turn comes, it moves on if it was wanted twice, else it goes and is remembered. What comes back while
/// it is remembered goes straight to the main queue, where each hit, up to seven, is worth one more round.
/// </summary>
/// <remarks>
/// So a scan passes through the small queue and touches nothing that is wanted, and a hit only writes a byte: nothing is
/// relinked, no lock is taken, no sample is kept. Hit ratios beside LRU and W-TinyLFU: <c>bench/run cache</c>.
/// </remarks>
internal sealed class Eviction(long maxBytes)
{
    private const int WantedEnough = 2;
    private const int SmallShare = 20;

    private readonly EntryQueue _small = new();
    private readonly EntryQueue _main = new();
    private readonly Remembered _remembered = new();

    public long Bytes => _small.Bytes + _main.Bytes;

    public int Count => _small.Count + _main.Count;

    /// <summary>
    /// Takes an entry in; there is room when <see cref="Next"/> had nobody left to name. One that <paramref name="isEstablished"/>,
    /// because the value before it was, keeps its standing.
    /// </summary>
    public void Add(CacheEntry entry, bool isEstablished) =>
        (isEstablished || _remembered.Forget(entry.Key) ? _main : _small).Enqueue(entry);

    public bool IsEstablished(CacheEntry entry) => entry.Queue == _main;

    /// <summary>Who goes next, so that <paramref name="coming"/> has room; null when it has.</summary>
    public CacheEntry? Next(CacheEntry coming, long now)
    {
        while (Bytes + coming.Bytes > maxBytes)
        {
            var queue = _main.First is null || _small.Bytes > maxBytes / SmallShare ? _small : _main;
            var first = queue.First!;
            if (!first.IsAlive || now >= first.Times.KeptUntil)
            {
                return first;
            }

            if (queue == _main)
            {
                if (!first.SpendHit())
                {
                    return first;
                }

                _main.Remove(first);
                _main.Enqueue(first);
            }
            else if (first.TakeHits() >= WantedEnough)
            {
                _small.Remove(first);
                _main.Enqueue(first);
            }
            else
            {
                _remembered.Add(first.Key, Count);
                return first;
            }
        }

        return null;
    }
}
