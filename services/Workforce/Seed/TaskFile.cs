using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Seeding;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Tasks;

namespace Seaworthy.Workforce.Seed;

/// <summary>A task of an occupation.</summary>
internal sealed record TaskRow(
    string Role, string Title, long Code, string Statement, string? Type, int? Incumbents, string? AsOf, string? Source);

/// <summary>Tasks with the occupation they belong to, and what autocomplete finds them by.</summary>
internal sealed class TaskFile(Session<WorkforceDb> session, TaskNames names) : IReferenceFile<TaskRow>
{
    private const int MostStatement = 1000;
    private const int MostShort = 100;
    private static readonly string[] TaskColumns = ["id", "code", "role_id", "statement", "type", "incumbents", "as_of", "source"];
    private static readonly string[] StartColumns = ["scope", "start", "target_id"];
    private readonly HashSet<string> _words = [];

    public string What => "tasks";

    public (TaskRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns)
    {
        var fault = (string?)null;
        var role = ReferenceText.Code(record, columns, "code", ref fault);
        var title = ReferenceText.Text(record, columns, "title", RoleRows.MostTitle, ref fault);
        var code = ReferenceText.Number(record, columns, "task_id", 1, long.MaxValue, ref fault);
        var statement = ReferenceText.Text(record, columns, "task", MostStatement, ref fault);
        var type = ReferenceText.Text(record, columns, "type", MostShort, ref fault, required: false);
        var incumbents = ReferenceText.Number(record, columns, "incumbents", 0, int.MaxValue, ref fault);
        var month = ReferenceText.Month(record, columns, "date", ref fault);
        var source = ReferenceText.Text(record, columns, "source", MostShort, ref fault, required: false);
        fault ??= code is null ? "has no task_id" : null;
        return fault is null ? (new(role!, title!, code!.Value, statement!, type, (int?)incumbents, month, source), null) : (null, fault);
    }

    public string KeyOf(TaskRow row) => row.Code.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<TaskRow> rows, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => LoadAsync(db, rows, ct), cancellationToken, touches: _ => [Touched.Reference]);

    private async Task<(int Added, int Changed)> LoadAsync(WorkforceDb db, IReadOnlyList<TaskRow> rows, CancellationToken cancellationToken)
    {
        var roles = await RoleRows.EnsureAsync(db, rows.Select(row => (row.Role, row.Title)), cancellationToken);
        var codes = rows.Select(row => row.Code).ToList();
        var known = await db.Tasks.Include(task => task.Starts).Where(task => codes.Contains(task.Code)).ToDictionaryAsync(task => task.Code, cancellationToken);
        var changed = rows.Where(row => known.TryGetValue(row.Code, out var task) && Become(task, row, roles[row.Role].Id)).ToList();
        var added = rows.Where(row => !known.ContainsKey(row.Code)).ToList();
        await InsertAsync(db, added, row => roles[row.Role].Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var words = added.Concat(changed).SelectMany(row => SearchText.WordsOf(row.Statement)).Where(_words.Add).ToList();
        await session.ExecuteAsync(db, names.Of(words), cancellationToken);
        return (added.Count, changed.Count);
    }

    private static bool Become(RoleTask task, TaskRow row, long role)
    {
        if (task.RoleId == role && task.Statement == row.Statement && task.Type == row.Type && task.Incumbents == row.Incumbents && task.AsOf == row.AsOf && task.Source == row.Source)
        {
            return false;
        }

        (task.RoleId, task.Type, task.Incumbents, task.AsOf, task.Source) = (role, row.Type, row.Incumbents, row.AsOf, row.Source);
        task.Rename(row.Statement);
        return true;
    }

    private async Task InsertAsync(WorkforceDb db, List<TaskRow> rows, Func<TaskRow, long> role, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var ids = await session.TakeIdsAsync(db, "tasks", rows.Count, cancellationToken);
        await session.InsertManyAsync(db, "tasks", TaskColumns, rows.Select((row, i) =>
            new object?[] { ids[i], row.Code, role(row), row.Statement, row.Type, row.Incumbents, row.AsOf, row.Source }), cancellationToken);
        await session.InsertManyAsync(db, "task_starts", StartColumns, rows.SelectMany((row, i) =>
            SearchText.StartsOf(row.Statement).Select(start => new object?[] { SuggestTasks.Everybody, start, ids[i] })), cancellationToken);
    }
}
