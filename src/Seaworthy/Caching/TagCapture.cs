namespace Seaworthy.Caching;

/// <summary>
/// The tags of one entry, as they were before its value was made. Without tags it is always alive.
/// </summary>
/// <param name="generations">One for each tag.</param>
/// <param name="trust">What it takes to believe them; see <see cref="TagTrust"/>.</param>
internal readonly struct TagCapture(TagGeneration[] generations, long trust)
{
    private readonly TagGeneration[]? _generations = generations;
    private readonly long _trust = trust;

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

    /// <summary>Whether it may be served: alive, and where others write too, known to be.</summary>
    /// <param name="shared">What this process knows of the others; null where there are none.</param>
    /// <param name="now">The clock.</param>
    public bool IsServed(TagTrust? shared, long now)
    {
        if (_generations is not { } all)
        {
            return true;
        }

        if (shared is not null)
        {
            if (!shared.Holds(_trust, now))
            {
                return false;
            }

            if (TagTrust.IsAlone(_trust))
            {
                return IsAlive;
            }
        }

        foreach (var generation in all)
        {
            if (!generation.IsProven)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The entry is in the first level.</summary>
    public void Enter() => Array.ForEach(_generations ?? [], generation => generation.Enter());

    /// <summary>The entry has left the first level.</summary>
    public void Leave() => Array.ForEach(_generations ?? [], generation => generation.Leave());
}
