using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Tags;

/// <summary>Adds a tag. A name that another one has is a conflict.</summary>
internal sealed class CreateTag(Session<TodosDb> session)
{
    public Task<IResult> HandleAsync(Body<NewName> body, ItemView<TodosDb, Tag> view, string address, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) =>
        {
            var tag = new Tag { Name = body.Value.Name, NameKey = NameKey.Of(body.Value.Name) };
            db.Tags.Add(tag);
            await db.SaveChangesAsync(ct);
            return view.ShowNew(tag, $"{address}/{tag.Id}");
        },
        cancellationToken, touches: () => [Touched.Around]);
}
