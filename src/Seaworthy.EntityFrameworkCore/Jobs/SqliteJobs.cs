using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// Jobs in SQLite. One process has the file, so that whatever another number holds is of a process that is gone; and one writes at a time, so that
/// what an exchange ends and takes shares one commit to disk.
/// </summary>
internal sealed class SqliteJobs(string service, DatabaseEngine engine, Bell bell) : DatabaseJobs(service, engine, bell)
{
    public override Task EnterAsync(long worker, string name, CancellationToken cancellationToken) =>
        WriteAsync(new($"insert into {Sql.Workers} (id, name, seen_at) values ($1, $2, strftime('%Y-%m-%d %H:%M:%f', 'now'))", worker, name), cancellationToken);

    public override async Task<JobTurn> TurnAsync(
        long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken)
    {
        using var turn = await Engine.WaitToWriteAsync(cancellationToken);
        await using var connection = await Engine.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var stale = new List<ClaimedJob>();
        var changed = await Engine.ExecuteAsync(connection, transaction, [.. ended.SelectMany(job => End(job, now))], cancellationToken);
        for (var i = 0; i < ended.Count; i++)
        {
            if (changed[(2 * i) + 1] == 0 && !ended[i].IsCommitted)
            {
                stale.Add(ended[i].Job);
            }
        }

        var claimed = new List<ClaimedJob>();
        foreach (var room in rooms)
        {
            var taken = await ReadAsync(connection, transaction, Claim(worker, room), JobSql.ReadClaimed, cancellationToken);
            claimed.AddRange(taken.OrderBy(job => job.Priority).ThenBy(job => job.Id.ToString(), StringComparer.Ordinal));
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new(claimed, stale);
    }

    public override async Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(new($"select 1 from {Sql.Workers} where id <> $1 limit 1", worker), cancellationToken)).Count == 0)
        {
            return 0;
        }

        using var turn = await Engine.WaitToWriteAsync(cancellationToken);
        await using var connection = await Engine.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await Engine.ExecuteAsync(connection, transaction, LostJobs.OnSqlite(Sql, worker, now, keepDeadUntil), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return changed[1] + changed[2];
    }

    public override async Task<bool> CompleteAsync(
        DbConnection connection, DbTransaction transaction, EndedJob ended, DateTime now, CancellationToken cancellationToken) =>
        (await Engine.ExecuteAsync(connection, transaction, [.. End(ended, now)], cancellationToken))[1] == 1;

    // Nobody else is there to see one, and a disk is not to be woken each second for it.
    protected override Task<bool> SignAsync(DbConnection connection, long worker, CancellationToken cancellationToken) => Task.FromResult(true);

    private async Task<List<long>> ReadAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var connection = await Engine.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, statement, row => row.GetInt64(0), cancellationToken);
    }

    private SqlStatement Claim(long worker, QueueRoom room) => new(
        $"update {Sql.Jobs} set state = 1, worker = $3, attempt = attempt + 1 where id in (select j.id from {Sql.Jobs} j where j.state = 0 and j.queue = $1 and {Sql.IsNotPaused} and {Sql.IsFirstOfLane} order by j.priority, j.id limit $2) "
            + $"returning {JobSql.ClaimedColumns}",
        room.Queue, room.Count, worker);

    // Two for each: the line about it, where one is kept, and its row.
    private IEnumerable<SqlStatement> End(EndedJob ended, DateTime now)
    {
        const string Lease = "id = $1 and worker = $2 and attempt = $3";
        var job = ended.Job;
        if (!ended.IsOver)
        {
            yield return new("select 1");
            yield return new(
                $"update {Sql.Jobs} set state = case when is_cancel_asked then 0 else 2 end, due_at = $4, attempt = attempt - $5, worker = null, first_error = coalesce(first_error, $6), last_error = coalesce($6, last_error) where {Lease}",
                job.Id, job.Worker, job.Attempt, ended.DueAt, ended.End == JobEnd.Back ? 1 : 0, ended.Error);
            yield break;
        }

        yield return ended.KeepUntil is not { } keepUntil
            ? new("select 1")
            : new($"insert into {Sql.Finished} ({JobSql.FinishedColumns}) select id, queue, kind, args, $4, priority, attempt, max_attempts, tenant, subject, $5, coalesce(first_error, $6), "
                + $"coalesce($6, last_error), created_at, $7, $8 from {Sql.Jobs} where {Lease}",
                job.Id, job.Worker, job.Attempt, (int)StateOf(ended.End), ended.Result, ended.Error, now, keepUntil);
        yield return new($"delete from {Sql.Jobs} where {Lease}", job.Id, job.Worker, job.Attempt);
    }
}
