namespace Seaworthy.Caching;

/// <summary>
/// The tags of one entry, as they were before its value was made. Without tags it is always alive.
/// </summary>
internal readonly struct TagCapture(TagGeneration[] generations)
{
    private readonly TagGeneration[]? _generations = generations;

    public int Count => _generations?.Length ?? 0;

    /// <summary>False once one of the tags was invalidated after the value's making began.</summary>
    public bool IsAlive
    {
        get
        {
            if (_generations is { } all)
            {
                foreach (var generation in all)
                {
                    if (generation.IsDead)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>The entry is in the first level.</summary>
    public void Enter() => Array.ForEach(_generations ?? [], generation => generation.Enter());

    /// <summary>The entry has left the first level.</summary>
    public void Leave() => Array.ForEach(_generations ?? [], generation => generation.Leave());
}
