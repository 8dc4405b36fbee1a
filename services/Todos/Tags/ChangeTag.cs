using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Tags;

/// <summary>Renames a tag, or takes it away from all todos that have it; both are another version of those todos, which show it.</summary>
internal sealed class ChangeTag(RowChanges changes)
{
    private static readonly string[] Shows = [Touched.Around, Touched.All];

    public Task<IResult> HandleAsync(long id, Body<NewName> body, HttpContext context, ItemView<TodosDb, Tag> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "tag", id, context, view, Find(id),
        change: async (db, tag, ct) =>
        {
            (tag.Name, tag.NameKey) = (body.Value.Name, NameKey.Of(body.Value.Name));
            await TouchAsync(db, id, ct);
            return null;
        },
        Shows, cancellationToken);

    public Task<IResult> RemoveAsync(long id, HttpContext context, CancellationToken cancellationToken) =>
        changes.RemoveAsync("tag", id, context, db => db.Tags.Where(tag => tag.Id == id), before: (db, ct) => TouchAsync(db, id, ct), Shows, cancellationToken);

    private static Func<TodosDb, CancellationToken, Task<Tag?>> Find(long id) => (db, ct) => db.Tags.SingleOrDefaultAsync(tag => tag.Id == id, ct);

    private static Task<int> TouchAsync(TodosDb db, long id, CancellationToken cancellationToken) =>
        db.Todos.Where(todo => todo.Tags.Any(link => link.TagId == id)).ExecuteUpdateAsync(set => set.SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
}
