namespace Seaworthy.Caching;

/// <summary>A name that entries are invalidated by. Only <see cref="CacheTags"/> changes it, under its lock.</summary>
internal sealed class CacheTag(string name, TagGeneration first)
{
    private volatile TagGeneration _current = first;

    public string Name => name;

    public TagGeneration Current => _current;

    /// <summary>Ends the current generation: its entries are dead when this returns.</summary>
    public void Renew(TagGeneration next)
    {
        var last = _current;
        _current = next;
        last.Kill();
    }
}
