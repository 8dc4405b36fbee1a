namespace Seaworthy.Cafe.Restaurants;

/// <summary>A row that is changed from the version that somebody has read.</summary>
internal interface IVersioned
{
    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    long Version { get; set; }
}
