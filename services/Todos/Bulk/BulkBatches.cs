using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Bulk;

/// <summary>Does what a bulk order says to the next todos, and notes in its state what became of them.</summary>
internal sealed class BulkBatches(Session<TodosDb> session, TimeProvider time)
{
    /// <summary>Todos of a transaction: with SQLite everybody else who writes waits for it, so it is short.</summary>
    public const int RowsAtOnce = 250;

    private static readonly string[] LinkColumns = ["tag_id", "todo_id"];
    private readonly Lazy<string> _todos = new(session.TableOf<Todo>);

    /// <summary>False when nothing is left.</summary>
    public async Task<bool> NextAsync(TodosDb db, BulkOrder order, BulkRun state, CancellationToken cancellationToken)
    {
        var wanted = order.Ids?.SkipWhile(id => id <= state.LastId).Take(RowsAtOnce).ToList();
        var rows = await RowsAsync(db, order, wanted, state.LastId, cancellationToken);
        if ((wanted?.Count ?? rows.Count) == 0)
        {
            return false;
        }

        Note(state, wanted?.Except(rows.Select(row => row.Id)) ?? []);
        var now = Instant.Now(time);
        state.Seen += rows.Count;
        state.Overdue += rows.Count(row => !row.Completed && row.DueDate < now);
        state.Unassigned += rows.Count(row => !row.Completed && row.AssigneeId is null);
        state.Changed += await ApplyAsync(db, order, rows, now, cancellationToken);
        state.LastId = wanted?[^1] ?? rows[^1].Id;
        return true;
    }

    private static Task<List<Row>> RowsAsync(TodosDb db, BulkOrder order, List<long>? wanted, long last, CancellationToken cancellationToken)
    {
        var todos = wanted is not null
            ? db.Todos.Where(todo => wanted.Contains(todo.Id))
            : (order.Filter?.Of(db.Todos) ?? db.Todos).Where(todo => todo.Id > last && todo.Id <= order.UpTo).OrderBy(todo => todo.Id).Take(RowsAtOnce);
        return todos.Select(todo => new Row(todo.Id, todo.Completed, todo.DueDate, todo.AssigneeId)).ToListAsync(cancellationToken);
    }

    private static void Note(BulkRun state, IEnumerable<long> missing)
    {
        var errors = JsonSerializer.Deserialize<List<BulkError>>(state.Errors)!;
        foreach (var id in missing)
        {
            state.Failed++;
            if (errors.Count < BulkResult.MostErrors)
            {
                errors.Add(new(id, $"Todo with id {id} not found"));
            }
        }

        state.Errors = JsonSerializer.Serialize(errors);
    }

    private async Task<int> ApplyAsync(TodosDb db, BulkOrder order, List<Row> rows, DateTime now, CancellationToken cancellationToken)
    {
        switch (order.Action)
        {
            case BulkAction.Complete:
                var open = rows.Where(row => !row.Completed).Select(row => row.Id).ToList();
                var completed = await db.Todos.Where(todo => open.Contains(todo.Id) && !todo.Completed).ExecuteUpdateAsync(
                    set => set.SetProperty(todo => todo.Status, TodoStatus.Completed).SetProperty(todo => todo.Completed, true)
                        .SetProperty(todo => todo.UpdatedAt, now).SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
                return Told(db, TrailAction.Changed, await TouchedAsync(db, open, completed, now, cancellationToken), "status", "completed");

            case BulkAction.Delete:
                return Told(db, TrailAction.Removed, await RemoveAsync(db, rows.ConvertAll(row => row.Id), cancellationToken));

            case BulkAction.Retag:
                return await RetagAsync(db, order.TagIds!, rows.ConvertAll(row => row.Id), now, cancellationToken);

            case BulkAction.Reassign:
                await CheckAsync(db, null, order.AssigneeId, cancellationToken);
                var others = rows.Where(row => row.AssigneeId != order.AssigneeId).Select(row => row.Id).ToList();
                var given = await db.Todos.Where(todo => others.Contains(todo.Id) && todo.AssigneeId != order.AssigneeId).ExecuteUpdateAsync(
                    set => set.SetProperty(todo => todo.AssigneeId, order.AssigneeId).SetProperty(todo => todo.UpdatedAt, now)
                        .SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
                return Told(db, TrailAction.Changed, await TouchedAsync(db, others, given, now, cancellationToken), "assignee_id");

            default:
                return 0;
        }
    }

    // Those that the statement itself has taken away: somebody else may have been quicker, and the trail has his name then.
    private async Task<List<long>> RemoveAsync(TodosDb db, List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var places = string.Join(", ", ids.Select((_, i) => $"${i + 1}"));
        SqlStatement gone = new($"delete from {_todos.Value} where id in ({places}) returning id", [.. ids.Cast<object>()]);
        return [.. await session.ReadAsync(db, gone, row => row.GetInt64(0), cancellationToken)];
    }

    // The todos first: from then on nobody takes one away whose tags are put in.
    private async Task<int> RetagAsync(TodosDb db, IReadOnlyList<long> tags, List<long> read, DateTime now, CancellationToken cancellationToken)
    {
        await CheckAsync(db, tags, null, cancellationToken);
        var taken = await db.Todos.Where(todo => read.Contains(todo.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(todo => todo.UpdatedAt, now).SetProperty(todo => todo.Version, todo => todo.Version + 1), cancellationToken);
        var ids = await TouchedAsync(db, read, taken, now, cancellationToken);
        await db.TodoTags.Where(link => ids.Contains(link.TodoId)).ExecuteDeleteAsync(cancellationToken);
        await session.InsertManyAsync(db, "todo_tags", LinkColumns, ids.SelectMany(id => tags.Select(tag => new object?[] { tag, id })), cancellationToken);
        return Told(db, TrailAction.Changed, ids, "tags");
    }

    // PostgreSQL lets somebody else take away, or change so, what was read a moment ago: what a statement has changed counts, and not what it was asked for.
    private static async Task<List<long>> TouchedAsync(TodosDb db, List<long> asked, int changed, DateTime now, CancellationToken cancellationToken) =>
        changed == asked.Count ? asked : await db.Todos.Where(todo => asked.Contains(todo.Id) && todo.UpdatedAt == now).Select(todo => todo.Id).ToListAsync(cancellationToken);

    // What was there when it was asked for may be gone by now, and no further attempt brings it back.
    private static async Task CheckAsync(TodosDb db, IReadOnlyList<long>? tags, long? assignee, CancellationToken cancellationToken)
    {
        if (await TodoParts.CheckAsync(db, tags, assignee, cancellationToken) is { } gone)
        {
            throw new JobRejectedException(gone.Detail!);
        }
    }

    private static int Told(TodosDb db, string action, List<long> ids, params string[] columns)
    {
        ids.ForEach(id => db.NoteTrail<Todo>(action, id, columns));
        return ids.Count;
    }

    private sealed record Row(long Id, bool Completed, DateTime? DueDate, long? AssigneeId);
}
