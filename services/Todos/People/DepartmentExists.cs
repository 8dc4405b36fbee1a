using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.People;

/// <summary>The rule that an employee's department is one of those that are there.</summary>
internal static class DepartmentExists
{
    /// <summary>Null when all is well.</summary>
    public static async Task<Problem?> CheckAsync(TodosDb db, long? department, CancellationToken cancellationToken) =>
        department is not { } id || await db.Departments.AnyAsync(one => one.Id == id, cancellationToken)
            ? null
            : Problem.Validation([new($"must be the id of a department; there is none with {id}", Pointer: "#/department_id")]);
}
