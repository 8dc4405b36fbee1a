using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Todos.People;

/// <summary>How employees and departments are shown.</summary>
internal static class PeopleLists
{
    public static ListDefinition<Employee, Employee> Employees { get; } = Fields(List.Of<Employee>("employees"))
        .Filter<long>("department_id", FilterValue.Id, (e, department) => e.DepartmentId == department)
        .Sort("name", e => e.NameKey)
        .Strict();

    public static ListDefinition<Employee, Employee> Employee { get; } = Fields(List.Of<Employee>("employee"));

    public static ListDefinition<Department, Department> Departments { get; } = Fields(List.Of<Department>("departments"))
        .Sort("name", d => d.NameKey)
        .Strict();

    public static ListDefinition<Department, Department> Department { get; } = Fields(List.Of<Department>("department"));

    private static ListDefinition<Employee, Employee> Fields(ListDefinition<Employee, Employee> list) => list
        .Key(e => e.Id)
        .Field("id", e => e.Id)
        .Field("name", e => e.Name)
        .Field("email", e => e.Email)
        .Field("department_id", e => e.DepartmentId)
        .Field("department_name", e => e.Department!.Name)
        .Field("version", e => e.Version);

    private static ListDefinition<Department, Department> Fields(ListDefinition<Department, Department> list) => list
        .Key(d => d.Id)
        .Field("id", d => d.Id)
        .Field("name", d => d.Name)
        .Field("version", d => d.Version);
}
