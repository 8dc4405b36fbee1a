using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Workflows;

/// <summary>The rule that a workflow names roles and tasks that are there.</summary>
internal static class WorkflowParts
{
    /// <summary>Null when all is well.</summary>
    public static async Task<Problem?> CheckAsync(WorkforceDb db, NewWorkflow body, CancellationToken cancellationToken)
    {
        var errors = new List<ProblemError>();
        if (body.RoleId is { } role && !await db.Roles.AnyAsync(r => r.Id == role, cancellationToken))
        {
            errors.Add(new($"must be the id of a role; there is none with {role}", Pointer: "#/role_id"));
        }

        var ids = body.Steps.Select(step => step.TaskId).OfType<long>().Distinct().ToList();
        var known = ids.Count == 0 ? [] : await db.Tasks.Where(task => ids.Contains(task.Id)).Select(task => task.Id).ToListAsync(cancellationToken);
        errors.AddRange(body.Steps.Select((step, place) => (step.TaskId, place)).Where(step => step.TaskId is { } id && !known.Contains(id))
            .Select(step => new ProblemError($"must be the id of a task; there is none with {step.TaskId}", Pointer: $"#/steps/{step.place}/task_id")));
        return errors.Count == 0 ? null : Problem.Validation(errors);
    }
}
