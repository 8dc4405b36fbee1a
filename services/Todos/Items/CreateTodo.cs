using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Items;

/// <summary>Writes down something to be done.</summary>
internal sealed class CreateTodo(Session<TodosDb> session, TimeProvider time)
{
    public Task<IResult> HandleAsync(Body<NewTodo> body, ItemView<TodosDb, Todo> view, string address, CancellationToken cancellationToken) => session.Repeatable().AnswerAsync(
        async (db, ct) =>
        {
            if (await TodoParts.CheckAsync(db, body.Value.TagIds, body.Value.AssigneeId, ct) is { } unknown)
            {
                return unknown;
            }

            var now = Instant.Now(time);
            var todo = new Todo { Title = "", CreatedAt = now, UpdatedAt = now };
            todo.Become(body.Value);
            db.Todos.Add(todo);
            await db.SaveChangesAsync(ct);
            return view.Show(todo.Id, $"{address}/{todo.Id}");
        },
        cancellationToken, touches: () => [Touched.Lists]);
}
