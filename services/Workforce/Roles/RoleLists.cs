using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Roles;

/// <summary>Roles by title.</summary>
internal static class RoleLists
{
    private const int CutAt = 1000;

    public static ListDefinition<Role, Role> All { get; } = Fields(List.Of<Role>("roles"), CutAt)
        .Filter<string>("code", FilterValue.Text, (r, code) => r.Code == code)
        .Sort("title", r => r.TitleKey)
        .Strict();

    public static ListDefinition<Role, Role> Item { get; } = Fields(List.Of<Role>("role"), cutAt: null);

    private static ListDefinition<Role, Role> Fields(ListDefinition<Role, Role> list, int? cutAt) => list
        .Key(r => r.Id)
        .Field("id", r => r.Id)
        .Field("code", r => r.Code)
        .Field("title", r => r.Title)
        .Field("description", r => r.Description, cutAt: cutAt)
        .Field("job_zone", r => r.JobZone)
        .Field("headcount", r => r.Headcount)
        .Field("avg_salary", r => r.AvgSalary, FieldFormat.Money);
}
