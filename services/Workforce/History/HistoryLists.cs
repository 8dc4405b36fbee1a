using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.History;

/// <summary>What the people of the caller's company made of its scores, newest first.</summary>
internal static class HistoryLists
{
    private const int CutAt = 1000;

    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", HistoryStatus.All)}", text =>
        HistoryStatus.All.Contains(text) ? text : null);

    public static ListDefinition<UserWorkflowHistory, UserWorkflowHistory> All { get; } = Fields(List.Of<UserWorkflowHistory>("workflow history"))
        .Filter<long>("user_id", FilterValue.Id, (h, user) => h.UserId == user)
        .Filter<long>("workflow_id", FilterValue.Id, (h, workflow) => h.WorkflowId == workflow)
        .Filter<string>("status", Status, (h, status) => h.Status == status)
        .Sort("created_at", h => h.CreatedAt, descending: true)
        .Strict();

    public static ListDefinition<UserWorkflowHistory, UserWorkflowHistory> Item { get; } = Fields(List.Of<UserWorkflowHistory>("history entry"));

    private static ListDefinition<UserWorkflowHistory, UserWorkflowHistory> Fields(ListDefinition<UserWorkflowHistory, UserWorkflowHistory> list) => list
        .Key(h => h.Id)
        .Within<long>((h, company) => h.CompanyId == company)
        .Field("id", h => h.Id)
        .Field("user_id", h => h.UserId)
        .Field("workflow_id", h => h.WorkflowId)
        .Field("status", h => h.Status)
        .Field("score", h => h.Score)
        .Field("notes", h => h.Notes, cutAt: CutAt)
        .Field("created_at", h => h.CreatedAt)
        .Field("updated_at", h => h.UpdatedAt);
}
