using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos.Seed;

/// <summary>Puts issues among the todos: new ones are inserted in bulk, those that differ from the file are changed, the rest are left alone.</summary>
internal sealed class IssueLoad(Session<TodosDb> session, TimeProvider time)
{
    private static readonly string[] TodoColumns =
        ["id", "title", "description", "status", "completed", "priority", "due_date", "due_key", "assignee_id", "import_key", "created_at", "updated_at", "version"];

    private static readonly string[] LinkColumns = ["tag_id", "todo_id"];

    /// <summary>Loads rows with distinct keys in one transaction; says how many were new and how many changed.</summary>
    public Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<IssueRow> rows, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => LoadAsync(db, rows, ct), cancellationToken, touches: _ => [Touched.All, Touched.Around]);

    private async Task<(int Added, int Changed)> LoadAsync(TodosDb db, IReadOnlyList<IssueRow> rows, CancellationToken cancellationToken)
    {
        var tags = await EnsureTagsAsync(db, rows, cancellationToken);
        var keys = rows.Select(row => row.Key).ToList();
        var known = await db.Todos.Include(todo => todo.Tags).Where(todo => keys.Contains(todo.ImportKey!)).ToDictionaryAsync(todo => todo.ImportKey!, cancellationToken);
        var changed = rows.Count(row => known.TryGetValue(row.Key, out var todo) && Update(todo, row, tags));
        var added = rows.Where(row => !known.ContainsKey(row.Key)).ToList();
        await InsertAsync(db, added, tags, cancellationToken);
        return (added.Count, changed);
    }

    private static async Task<Dictionary<string, long>> EnsureTagsAsync(TodosDb db, IReadOnlyList<IssueRow> rows, CancellationToken cancellationToken)
    {
        var wanted = rows.SelectMany(row => row.Tags).DistinctBy(NameKey.Of).ToDictionary(NameKey.Of);
        var keys = wanted.Keys.ToList();
        var tags = await db.Tags.Where(tag => keys.Contains(tag.NameKey)).ToListAsync(cancellationToken);
        var missing = keys.Except(tags.Select(tag => tag.NameKey)).Select(key => new Tag { Name = wanted[key], NameKey = key }).ToList();
        db.Tags.AddRange(missing);
        await db.SaveChangesAsync(cancellationToken);
        return tags.Concat(missing).ToDictionary(tag => tag.NameKey, tag => tag.Id);
    }

    private bool Update(Todo todo, IssueRow row, Dictionary<string, long> tags)
    {
        var wanted = row.Tags.Select(tag => tags[NameKey.Of(tag)]).ToList();
        if (todo.Title == row.Title && todo.Description == row.Description && todo.Status == row.Status && todo.Priority == row.Priority
            && (row.DueDate is null || todo.DueDate == row.DueDate) && wanted.All(tag => todo.Tags.Exists(link => link.TagId == tag)))
        {
            return false;
        }

        (todo.Title, todo.Description, todo.Priority, todo.UpdatedAt) = (row.Title, row.Description, row.Priority, Instant.Now(time));
        todo.MoveTo(row.Status);
        todo.DueBy(row.DueDate ?? todo.DueDate);
        todo.Tags.AddRange(wanted.Where(tag => !todo.Tags.Exists(link => link.TagId == tag)).Select(tag => new TodoTag { TagId = tag }));
        todo.Version++;
        return true;
    }

    private async Task InsertAsync(TodosDb db, List<IssueRow> rows, Dictionary<string, long> tags, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var now = Instant.Now(time);
        var ids = await session.TakeIdsAsync(db, "todos", rows.Count, cancellationToken);
        await session.InsertManyAsync(db, "todos", TodoColumns, rows.Select((row, i) => new object?[]
        {
            ids[i], row.Title, row.Description, row.Status, row.Status == TodoStatus.Completed, row.Priority, row.DueDate, row.DueDate ?? Todo.Never, null, row.Key, row.CreatedAt ?? now, now, 1L,
        }), cancellationToken);
        await session.InsertManyAsync(db, "todo_tags", LinkColumns, rows.SelectMany((row, i) => row.Tags.Select(tag => new object?[] { tags[NameKey.Of(tag)], ids[i] })), cancellationToken);
    }
}
