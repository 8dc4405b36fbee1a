using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.People;

/// <summary>Changes an employee, or takes one away and leaves his todos to nobody; both are another version of those todos.</summary>
internal sealed class ChangeEmployee(RowChanges changes)
{
    private static readonly string[] Shows = [Touched.Around, Touched.All];

    public Task<IResult> HandleAsync(
        long id, Body<NewEmployee> body, HttpContext context, ItemView<TodosDb, Employee> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "employee", id, context, view, Find(id),
        change: async (db, employee, ct) =>
        {
            if (await DepartmentExists.CheckAsync(db, body.Value.DepartmentId, ct) is { } unknown)
            {
                return unknown;
            }

            employee.Become(body.Value);
            await TouchAsync(db, id, ct);
            return null;
        },
        Shows, cancellationToken);

    public Task<IResult> RemoveAsync(long id, HttpContext context, CancellationToken cancellationToken) =>
        changes.RemoveAsync("employee", id, context, db => db.Employees.Where(employee => employee.Id == id), before: (db, ct) => TouchAsync(db, id, ct), Shows, cancellationToken);

    private static Func<TodosDb, CancellationToken, Task<Employee?>> Find(long id) => (db, ct) => db.Employees.SingleOrDefaultAsync(employee => employee.Id == id, ct);

    private static Task<int> TouchAsync(TodosDb db, long id, CancellationToken cancellationToken) =>
        db.Todos.Where(todo => todo.AssigneeId == id).ExecuteUpdateAsync(set => set.SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
}
