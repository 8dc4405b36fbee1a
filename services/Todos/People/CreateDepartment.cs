using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.People;

/// <summary>Adds a department. A name that another one has is a conflict.</summary>
internal sealed class CreateDepartment(Session<TodosDb> session)
{
    public Task<IResult> HandleAsync(Body<NewName> body, ItemView<TodosDb, Department> view, string address, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) =>
        {
            var department = new Department { Name = body.Value.Name, NameKey = NameKey.Of(body.Value.Name) };
            db.Departments.Add(department);
            await db.SaveChangesAsync(ct);
            return view.ShowNew(department, $"{address}/{department.Id}");
        },
        cancellationToken, touches: () => [Touched.Around]);
}
