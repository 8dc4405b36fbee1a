using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.People;

/// <summary>Somebody who does todos.</summary>
internal sealed class Employee : IVersioned
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as lists sort it.</summary>
    public required string NameKey { get; set; }

    /// <summary>Where reminders go; null for nowhere. Unique.</summary>
    public string? Email { get; set; }

    public long? DepartmentId { get; set; }

    public Department? Department { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;

    /// <summary>Makes it what a body says.</summary>
    public void Become(NewEmployee body) =>
        (Name, NameKey, Email, DepartmentId) = (body.Name, Data.NameKey.Of(body.Name), body.Email, body.DepartmentId);
}
