namespace Seaworthy.Workforce.Autocomplete;

/// <summary>A word of the tasks, under each way of writing its beginning with one letter left out.</summary>
internal sealed class TaskWord
{
    /// <summary>0: tasks are everybody's.</summary>
    public long Scope { get; set; }

    public required string Key { get; set; }

    public required string Word { get; set; }
}
