using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Workflows;

/// <summary>What a workflow is made of: also what a change replaces, its steps included.</summary>
internal sealed record NewWorkflow(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Name,
    [property: Length(1, NewWorkflow.MostSteps)] IReadOnlyList<NewStep> Steps,
    [property: PlainText, Trimmed, Length(0, 4000)] string Description = "",
    [property: Range(1, long.MaxValue)] long? RoleId = null,
    [property: AllowedValues(WorkflowStatus.Draft, WorkflowStatus.Active, WorkflowStatus.Archived)] string Status = WorkflowStatus.Draft)
{
    public const int MostSteps = 100;
}

/// <summary>One step, in its order.</summary>
/// <param name="Name">What is done.</param>
/// <param name="TaskId">The task of a role that it is.</param>
/// <param name="Minutes">How long it takes a person each time: at most a week.</param>
internal sealed record NewStep(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Name,
    [property: Range(1, long.MaxValue)] long? TaskId = null,
    [property: Range(0, 10_080)] int Minutes = 0);
