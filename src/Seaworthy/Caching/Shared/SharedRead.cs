namespace Seaworthy.Caching.Shared;

/// <summary>What came of asking the second level.</summary>
internal enum SharedRead
{
    /// <summary>A value that may be used.</summary>
    Hit,

    /// <summary>None, or one that is over or was invalidated.</summary>
    Miss,

    /// <summary>Somebody is about to change what it stands for: neither used nor stored.</summary>
    InDoubt,

    /// <summary>Redis did not answer, or not in time.</summary>
    Failed,
}
