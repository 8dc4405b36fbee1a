namespace Seaworthy.Caching;

/// <summary>
/// Tells whether a key was written or removed since somebody began to make its value, so that a late fill does not undo it.
/// Keys share counters: another key's removal may refuse a fill now and then, and then the value is made once more.
/// </summary>
internal sealed class KeyFences
{
    private const int Counters = 4096; // 32 KB; of a thousand removals a second, one in four thousand meets a fill of 1 ms

    private readonly long[] _changes = new long[Counters];

    /// <summary>How often the key's counter has moved; read before a value is made.</summary>
    public long Of(string key) => Volatile.Read(ref At(key));

    public void Move(string key) => Interlocked.Increment(ref At(key));

    public void MoveAll()
    {
        for (var i = 0; i < Counters; i++)
        {
            Interlocked.Increment(ref _changes[i]);
        }
    }

    private ref long At(string key) => ref _changes[(uint)key.GetHashCode() % Counters];
}
