using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.People;

/// <summary>Adds somebody who can be given todos. An e-mail that another one has is a conflict.</summary>
internal sealed class CreateEmployee(Session<TodosDb> session)
{
    public Task<IResult> HandleAsync(Body<NewEmployee> body, ItemView<TodosDb, Employee> view, string address, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) =>
        {
            if (await DepartmentExists.CheckAsync(db, body.Value.DepartmentId, ct) is { } unknown)
            {
                return unknown;
            }

            var employee = new Employee { Name = "", NameKey = "" };
            employee.Become(body.Value);
            db.Employees.Add(employee);
            await db.SaveChangesAsync(ct);
            return view.Show(employee.Id, $"{address}/{employee.Id}");
        },
        cancellationToken, touches: () => [Touched.Around]);
}
