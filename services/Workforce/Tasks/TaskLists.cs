using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Tasks;

/// <summary>Tasks, of all roles or of one.</summary>
internal static class TaskLists
{
    public static ListDefinition<RoleTask, RoleTask> All { get; } = Fields(List.Of<RoleTask>("tasks"))
        .Filter<long>("role_id", FilterValue.Id, (t, role) => t.RoleId == role)
        .Sort("id", t => t.Id)
        .Strict();

    public static ListDefinition<RoleTask, RoleTask> Item { get; } = Fields(List.Of<RoleTask>("task"));

    private static ListDefinition<RoleTask, RoleTask> Fields(ListDefinition<RoleTask, RoleTask> list) => list
        .Key(t => t.Id)
        .Field("id", t => t.Id)
        .Field("code", t => t.Code)
        .Field("role_id", t => t.RoleId)
        .Field("task", t => t.Statement)
        .Field("type", t => t.Type)
        .Field("incumbents", t => t.Incumbents)
        .Field("as_of", t => t.AsOf)
        .Field("source", t => t.Source);
}
