namespace Seaworthy.Caching;

/// <summary>
/// Keys that had to go lately, by their hashes: as many as there are entries. Two keys may share a hash, and then one is taken for
/// the other; that costs a little room and nothing else.
/// </summary>
internal sealed class Remembered
{
    private const int Ways = 4;
    private const int Fewest = 1024;

    // Each slot: the hash above, and below it the number of the departure; 0 is empty. Twice as many slots as are remembered,
    // in groups of four, of which a newcomer takes the oldest.
    private ulong[] _slots = new ulong[2 * Fewest];
    private uint _departures;

    private int Most => _slots.Length / 2;

    /// <summary>Remembers <paramref name="key"/> until about as many others have gone as there are <paramref name="entries"/>.</summary>
    public void Add(string key, int entries)
    {
        if (entries > Most)
        {
            Grow();
        }

        _departures++;
        Put(((ulong)(uint)key.GetHashCode() << 32) | _departures);
    }

    /// <summary>True when it was remembered; it is no longer.</summary>
    public bool Forget(string key)
    {
        var hash = (uint)key.GetHashCode();
        foreach (ref var slot in Group(hash))
        {
            if ((uint)(slot >> 32) == hash && slot != 0 && Age(slot) < Most)
            {
                slot = 0;
                return true;
            }
        }

        return false;
    }

    private void Put(ulong departed)
    {
        ref var oldest = ref Group((uint)(departed >> 32))[0];
        foreach (ref var slot in Group((uint)(departed >> 32)))
        {
            if (slot == 0 || (oldest != 0 && Age(slot) > Age(oldest)))
            {
                oldest = ref slot;
            }
        }

        oldest = departed;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new ulong[before.Length * 2];
        foreach (var slot in before)
        {
            if (slot != 0)
            {
                Put(slot);
            }
        }
    }

    private uint Age(ulong slot) => unchecked(_departures - (uint)slot);

    // The dictionary's own hash has its entropy anywhere; the multiplication brings it to the top.
    private Span<ulong> Group(uint hash) =>
        _slots.AsSpan((int)((((ulong)(hash * 0x9E37_79B1u)) * (ulong)(_slots.Length / Ways)) >> 32) * Ways, Ways);
}
