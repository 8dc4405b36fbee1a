using Microsoft.AspNetCore.Http;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Items;

/// <summary>Takes a todo away with all that belongs to it, from the version in If-Match where the caller names one.</summary>
internal sealed class RemoveTodo(RowChanges changes)
{
    public Task<IResult> HandleAsync(long id, HttpContext context, CancellationToken cancellationToken) => changes.RemoveAsync(
        "todo", id, context, which: db => db.Todos.Where(todo => todo.Id == id), before: null, touches: Touched.Of(id), cancellationToken);
}
