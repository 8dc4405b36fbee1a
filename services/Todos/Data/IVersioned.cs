namespace Seaworthy.Todos.Data;

/// <summary>A row that a change is made from a known version of.</summary>
internal interface IVersioned
{
    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    long Version { get; set; }
}
