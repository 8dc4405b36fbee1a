using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Bulk;

/// <summary>
/// Works through many todos in batches, each a transaction of its own that also says how far the job is: whoever goes on after a process has died begins
/// behind the last batch. All or nothing is one transaction, which ends the job too.
/// </summary>
internal sealed class RunBulk(Session<TodosDb> session, ServiceJobs<TodosDb> jobs, BulkBatches batches, TimeProvider time)
{
    // As long as a job's own errors are kept.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static JobKind<BulkOrder> Kind { get; } = new("bulk-process") { Queue = "bulk", Keep = TimeSpan.FromDays(7), MaxAttempts = 10, Timeout = TimeSpan.FromMinutes(30) };

    public Task<BulkResult> HandleAsync(BulkOrder order, JobRun run, CancellationToken cancellationToken) =>
        order.AllOrNothing ? AllAsync(order, run, cancellationToken) : ByBatchAsync(order, run, cancellationToken);

    private async Task<BulkResult> ByBatchAsync(BulkOrder order, JobRun run, CancellationToken cancellationToken)
    {
        await StartAsync(run, cancellationToken);
        while (true)
        {
            var (state, isOver) = await session.WriteAsync(
                async (db, ct) =>
                {
                    var state = await db.BulkRuns.SingleAsync(one => one.JobId == run.Id, ct);
                    return (state, !await batches.NextAsync(db, order, state, ct));
                },
                cancellationToken, touches: _ => Touches(order));
            if (isOver)
            {
                return Result(order, state, isApplied: true);
            }

            await run.ReportAsync(Percent(order, state.LastId), $"{state.Seen + state.Failed} looked at, {state.Changed} changed", cancellationToken);
        }
    }

    private Task<BulkResult> AllAsync(BulkOrder order, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var state = new BulkRun { JobId = run.Id };
            while (await batches.NextAsync(db, order, state, ct))
            {
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear(); // a hundred thousand lines of the trail need not stay in memory
            }

            var result = Result(order, state, isApplied: state.Failed == 0);
            if (result.Applied)
            {
                await jobs.CompleteInTransactionAsync(db, run, ct, result);
            }

            return result;
        },
        cancellationToken, keep: result => result.Applied, touches: _ => Touches(order));

    // A job that has begun before finds what it has written; what is long over goes.
    private Task<bool> StartAsync(JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var now = Instant.Now(time);
            await db.BulkRuns.Where(one => one.StartedAt < now - Kept).ExecuteDeleteAsync(ct);
            var isThere = await db.BulkRuns.AnyAsync(one => one.JobId == run.Id, ct);
            db.AddRange(isThere ? [] : [new BulkRun { JobId = run.Id, StartedAt = now }]);
            return isThere;
        },
        cancellationToken);

    private static IReadOnlyList<string> Touches(BulkOrder order) => order.Action == BulkAction.Review ? [] : [Touched.All];

    private static int Percent(BulkOrder order, long last) =>
        order.Ids is not { } ids ? (int)(last * 100 / Math.Max(order.UpTo, 1))
        : ids is List<long> list && list.BinarySearch(last) is >= 0 and var at ? (at + 1) * 100 / ids.Count
        : 0;

    private static BulkResult Result(BulkOrder order, BulkRun state, bool isApplied) => new(
        order.Action, isApplied, state.Seen, isApplied ? state.Changed : 0, state.Failed, state.Overdue, state.Unassigned, JsonSerializer.Deserialize<List<BulkError>>(state.Errors)!);
}
