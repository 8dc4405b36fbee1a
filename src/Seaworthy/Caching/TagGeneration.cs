namespace Seaworthy.Caching;

/// <summary>
/// The life of a tag between two invalidations. Entries hold the generations they were made under, so an invalidation is one
/// write, however many entries there are, and a hit asks each of its tags with one load.
/// </summary>
/// <remarks>
/// Where other processes write too, a generation begins unproven: what is made under it is kept, and not served before Redis has
/// been asked and knows of nobody who is about to change what stands under the tag. Once is enough: whoever begins later is heard,
/// and ends the generation.
/// </remarks>
/// <param name="bornAt">The moment of the invalidation that began it (see <see cref="CacheTags.Moment"/>).</param>
/// <param name="epoch">In which of the <see cref="TagTrust"/>'s it began; 0 where nobody else writes, and then it needs no proof.</param>
internal sealed class TagGeneration(long bornAt, long epoch = 0)
{
    private const int Unproven = 0;
    private const int Asked = 1;
    private const int Proven = 2;
    private const int Dead = 3;

    private int _state = epoch == 0 ? Proven : Unproven;
    private int _entries;

    public long BornAt => bornAt;

    public long Epoch => epoch;

    public bool IsDead => Volatile.Read(ref _state) == Dead;

    /// <summary>Whether what was made under it may be served; false once it is dead.</summary>
    public bool IsProven => Volatile.Read(ref _state) == Proven;

    /// <summary>How many entries in the first level were made under it; expired ones that nobody has met yet count.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>True for the first who meets it unproven: Redis is to be asked.</summary>
    public bool TryAsk() => Interlocked.CompareExchange(ref _state, Asked, Unproven) == Unproven;

    /// <summary>It could not be asked; somebody else may try.</summary>
    public void TakeBack() => Interlocked.CompareExchange(ref _state, Unproven, Asked);

    /// <summary>Redis was asked after it was born and knows of nobody.</summary>
    public void Prove()
    {
        if (Interlocked.CompareExchange(ref _state, Proven, Unproven) == Asked)
        {
            Interlocked.CompareExchange(ref _state, Proven, Asked);
        }
    }

    /// <summary>From when this returns, nothing made under it is served.</summary>
    public void Kill() => Volatile.Write(ref _state, Dead);

    public void Enter() => Interlocked.Increment(ref _entries);

    public void Leave() => Interlocked.Decrement(ref _entries);
}
