using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.People;

/// <summary>Where employees belong.</summary>
internal sealed class Department : IVersioned
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared and sorted. Unique.</summary>
    public required string NameKey { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;
}
