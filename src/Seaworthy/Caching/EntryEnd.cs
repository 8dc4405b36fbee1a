namespace Seaworthy.Caching;

/// <summary>Why an entry left the first level.</summary>
internal enum EntryEnd
{
    /// <summary>Room was needed for others.</summary>
    Capacity,

    /// <summary>Its time was over; noticed when room was needed.</summary>
    Expired,

    /// <summary>A tag was invalidated; noticed when room was needed.</summary>
    Invalidated,

    /// <summary>Another value took its place.</summary>
    Replaced,

    /// <summary>Somebody removed its key, or all of them.</summary>
    Removed,
}
