using Seaworthy.Workforce.Roles;

namespace Seaworthy.Workforce.Workflows;

/// <summary>Work that a company does again and again, step by step.</summary>
internal sealed class Workflow
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    /// <summary>The role that does it; null where nobody says.</summary>
    public long? RoleId { get; set; }

    public Role? Role { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>One of <see cref="WorkflowStatus"/>.</summary>
    public required string Status { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    public List<WorkflowStep> Steps { get; } = [];

    /// <summary>Makes it what a body says.</summary>
    public void Become(NewWorkflow body)
    {
        (Name, Description, Status, RoleId) = (body.Name, body.Description, body.Status, body.RoleId);
        Steps.Clear();
        Steps.AddRange(body.Steps.Select((step, place) => new WorkflowStep
        {
            Position = place + 1,
            Name = step.Name,
            TaskId = step.TaskId,
            Minutes = step.Minutes,
        }));
    }
}
