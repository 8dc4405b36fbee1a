using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.People;

/// <summary>Renames a department, or takes it away and leaves its people without one; both are another version of what shows it.</summary>
internal sealed class ChangeDepartment(RowChanges changes)
{
    private static readonly string[] Shows = [Touched.Around, Touched.All];

    public Task<IResult> HandleAsync(
        long id, Body<NewName> body, HttpContext context, ItemView<TodosDb, Department> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "department", id, context, view, Find(id),
        change: async (db, department, ct) =>
        {
            (department.Name, department.NameKey) = (body.Value.Name, NameKey.Of(body.Value.Name));
            await TouchAsync(db, id, ct);
            return null;
        },
        Shows, cancellationToken);

    public Task<IResult> RemoveAsync(long id, HttpContext context, CancellationToken cancellationToken) =>
        changes.RemoveAsync("department", id, context, db => db.Departments.Where(department => department.Id == id), before: (db, ct) => TouchAsync(db, id, ct), Shows, cancellationToken);

    private static Func<TodosDb, CancellationToken, Task<Department?>> Find(long id) => (db, ct) => db.Departments.SingleOrDefaultAsync(department => department.Id == id, ct);

    private static async Task TouchAsync(TodosDb db, long id, CancellationToken cancellationToken)
    {
        await db.Todos.Where(todo => todo.Assignee!.DepartmentId == id).ExecuteUpdateAsync(set => set.SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
        await db.Employees.Where(employee => employee.DepartmentId == id).ExecuteUpdateAsync(set => set.SetProperty(employee => employee.Version, employee => employee.Version + 1), cancellationToken);
    }
}
