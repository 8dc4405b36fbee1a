using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Items;

/// <summary>Takes a todo away with all that belongs to it, from the version in If-Match where the caller names one.</summary>
internal sealed class RemoveTodo(RowChanges changes)
{
    public Task<IResult> HandleAsync(long id, HttpContext context, CancellationToken cancellationToken) => changes.RemoveAsync(
        "todo", id, context, find: (db, ct) => db.Todos.SingleOrDefaultAsync(todo => todo.Id == id, ct), before: null, touches: Touched.Of(id), cancellationToken);
}
