using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Tags;

/// <summary>A word that todos are found by.</summary>
internal sealed class Tag : IVersioned
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared and sorted. Unique.</summary>
    public required string NameKey { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;
}
