using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Workflows;

/// <summary>The workflows of the caller's company.</summary>
internal static class WorkflowLists
{
    private const int CutAt = 1000;

    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", WorkflowStatus.All)}", text =>
        WorkflowStatus.All.Contains(text) ? text : null);

    private static readonly ListDefinition<WorkflowStep, WorkflowStep> Steps = List.Of<WorkflowStep>("workflow steps")
        .Key(s => s.Id)
        .Field("position", s => s.Position)
        .Field("name", s => s.Name)
        .Field("task_id", s => s.TaskId)
        .Field("minutes", s => s.Minutes)
        .Sort("position", s => s.Position)
        .Within<long>((s, workflow) => s.WorkflowId == workflow);

    public static ListDefinition<Workflow, Workflow> All { get; } = Fields(List.Of<Workflow>("workflows"), CutAt)
        .Filter<string>("status", Status, (w, status) => w.Status == status)
        .Sort("created_at", w => w.CreatedAt, descending: true)
        .Strict();

    /// <summary>One with its steps; its text uncut, since a change sends back what was read.</summary>
    public static ListDefinition<Workflow, Workflow> Item { get; } = Fields(List.Of<Workflow>("workflow"), cutAt: null).Rows("steps", Steps, w => w.Steps);

    private static ListDefinition<Workflow, Workflow> Fields(ListDefinition<Workflow, Workflow> list, int? cutAt) => list
        .Key(w => w.Id)
        .Within<long>((w, company) => w.CompanyId == company)
        .Field("id", w => w.Id)
        .Field("name", w => w.Name)
        .Field("description", w => w.Description, cutAt: cutAt)
        .Field("status", w => w.Status)
        .Field("role_id", w => w.RoleId)
        .Field("created_at", w => w.CreatedAt)
        .Field("updated_at", w => w.UpdatedAt)
        .Field("version", w => w.Version);
}
