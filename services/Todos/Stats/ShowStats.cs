using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Stats;

/// <summary>
/// S3's <c>get_todo_stats</c>: one statement over indexes alone, kept for the document's 300 seconds (<c>Caching:Ttls</c>, <c>stats</c>), in Redis too where there
/// is one, and until a todo changes.
/// </summary>
internal sealed class ShowStats(Session<TodosDb> session, HybridCache cache, TimeProvider time)
{
    // At most twelve rows: one for each status and priority. What is overdue is counted once, and beside them: no index has all four columns, and todos are wide.
    private readonly Lazy<string> _sql = new(() => $"""
        select status, priority, count(*), (select count(*) from {session.TableOf<Todo>()} where due_date < $1 and not completed)
        from {session.TableOf<Todo>()} group by status, priority
        """);

    public static OperationDescription Description { get; } = new("How many todos there are of each kind, and how many are overdue") { Response = typeof(TodoStats) };

    public async Task<IResult> HandleAsync(CancellationToken cancellationToken) => Results.Ok(await cache.GetOrCreateAsync(
        "stats:todos", this, static async (show, ct) => await show.CountAsync(ct), tags: [Touched.All, Touched.Lists], cancellationToken: cancellationToken));

    /// <summary>The statement that counts.</summary>
    public SqlStatement Counting(DateTime now) => new(_sql.Value, now);

    private async Task<TodoStats> CountAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var rows = await session.ReadAsync(
            Counting(now), row => (Status: row.GetString(0), Priority: row.GetString(1), Count: row.GetInt64(2), Overdue: row.GetInt64(3)), cancellationToken);
        return new(
            rows.Sum(row => row.Count), Of(TodoStatus.Completed), rows.Count > 0 ? rows[0].Overdue : 0,
            new(Of(TodoStatus.Pending), Of(TodoStatus.InProgress), Of(TodoStatus.Completed)),
            new(At(TodoPriority.Low), At(TodoPriority.Medium), At(TodoPriority.High), At(TodoPriority.Urgent)), now);

        long Of(string status) => rows.Where(row => row.Status == status).Sum(row => row.Count);
        long At(string priority) => rows.Where(row => row.Priority == priority).Sum(row => row.Count);
    }
}
