namespace Seaworthy.Caching;

/// <summary>Until when a value is good, in milliseconds of <see cref="CacheClock"/>.</summary>
/// <param name="RefreshAt">From here on the first who meets it has it made anew in the background; not after <paramref name="FreshUntil"/>.</param>
/// <param name="FreshUntil">Until here it is served as it is.</param>
/// <param name="KeptUntil">Until here it may stand in when a new one cannot be made; not before <paramref name="FreshUntil"/>.</param>
internal readonly record struct CacheTimes(long RefreshAt, long FreshUntil, long KeptUntil)
{
    /// <summary>Good until <paramref name="freshUntil"/> and then gone.</summary>
    public static CacheTimes Until(long freshUntil) => new(freshUntil, freshUntil, freshUntil);
}
