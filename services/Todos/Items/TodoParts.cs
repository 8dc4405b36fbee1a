using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Items;

/// <summary>The rule that what a body names beside the todo is there: its tags, and who is to do it.</summary>
internal static class TodoParts
{
    /// <summary>Null when all is well.</summary>
    public static async Task<Problem?> CheckAsync(TodosDb db, IReadOnlyList<long>? tags, long? assignee, CancellationToken cancellationToken)
    {
        var wanted = tags ?? [];
        var known = wanted.Count == 0 ? [] : await db.Tags.Where(tag => wanted.Contains(tag.Id)).Select(tag => tag.Id).ToListAsync(cancellationToken);
        var errors = wanted.Select((tag, at) => (Tag: tag, At: at)).Where(one => !known.Contains(one.Tag))
            .Select(one => new ProblemError($"must be the id of a tag; there is none with {one.Tag}", Pointer: $"#/tag_ids/{one.At}")).ToList();
        if (assignee is { } id && !await db.Employees.AnyAsync(employee => employee.Id == id, cancellationToken))
        {
            errors.Add(new($"must be the id of an employee; there is none with {id}", Pointer: "#/assignee_id"));
        }

        return errors.Count == 0 ? null : Problem.Validation(errors);
    }
}
