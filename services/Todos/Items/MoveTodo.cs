using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Items;

/// <summary>Says how far a todo is, without a version to know: whoever ticks it off means what he sees. Said twice, it is said once.</summary>
internal sealed class MoveTodo(Session<TodosDb> session, TimeProvider time)
{
    public Task<IResult> HandleAsync(long id, Body<StatusChange> body, ItemView<TodosDb, Todo> view, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) => await MoveAsync(db, id, body.Value.Status, ct) ?? view.Show(id), cancellationToken, touches: () => Touched.Of(id));

    private async Task<IResult?> MoveAsync(TodosDb db, long id, string status, CancellationToken cancellationToken)
    {
        var (now, isCompleted) = (Instant.Now(time), status == TodoStatus.Completed);
        var moved = await db.Todos.Where(todo => todo.Id == id && todo.Status != status).ExecuteUpdateAsync(
            set => set.SetProperty(todo => todo.Status, status).SetProperty(todo => todo.Completed, isCompleted)
                .SetProperty(todo => todo.UpdatedAt, now).SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
        if (moved > 0)
        {
            db.NoteTrail<Todo>(TrailAction.Changed, id, "status", "completed");
            return null;
        }

        return await db.Todos.AnyAsync(todo => todo.Id == id, cancellationToken) ? null : Problem.NotFound("Todo", id);
    }
}
