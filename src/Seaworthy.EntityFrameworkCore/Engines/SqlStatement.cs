namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>One statement of your own. What is put together in its text must be names from code.</summary>
/// <param name="Sql">The text, with <c>$1</c>, <c>$2</c>, … for the values.</param>
/// <param name="Values">The values, in the order of their numbers; null is SQL's null.</param>
public readonly record struct SqlStatement(string Sql, params object?[] Values)
{
    /// <summary>Whether it asks for a job: whoever runs jobs is told when it is committed.</summary>
    internal bool AsksForJob { get; init; }

    /// <summary>Whether it publishes an event: whoever sends them is told when it is committed.</summary>
    internal bool PublishesEvent { get; init; }
}
