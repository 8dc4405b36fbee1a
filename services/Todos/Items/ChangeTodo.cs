using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Items;

/// <summary>Replaces a todo and its tags from the version in If-Match.</summary>
internal sealed class ChangeTodo(RowChanges changes, TimeProvider time)
{
    public Task<IResult> HandleAsync(
        long id, Body<NewTodo> body, HttpContext context, ItemView<TodosDb, Todo> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "todo", id, context, view,
        find: (db, ct) => db.Todos.Include(todo => todo.Tags).SingleOrDefaultAsync(todo => todo.Id == id, ct),
        change: (db, todo, ct) => ChangeAsync(db, todo, body.Value, ct),
        touches: Touched.Of(id), cancellationToken);

    private async ValueTask<Problem?> ChangeAsync(TodosDb db, Todo todo, NewTodo body, CancellationToken cancellationToken)
    {
        if (await TodoParts.CheckAsync(db, body.TagIds, body.AssigneeId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        todo.Become(body);
        todo.UpdatedAt = Instant.Now(time);
        return null;
    }
}
