namespace Seaworthy.Workforce.Workflows;

/// <summary>One step of a workflow.</summary>
internal sealed class WorkflowStep
{
    public long Id { get; set; }

    public long WorkflowId { get; set; }

    /// <summary>From 1.</summary>
    public int Position { get; set; }

    public required string Name { get; set; }

    /// <summary>The task of a role that it is; null where it is none that is known.</summary>
    public long? TaskId { get; set; }

    /// <summary>How long it takes a person each time.</summary>
    public int Minutes { get; set; }
}
