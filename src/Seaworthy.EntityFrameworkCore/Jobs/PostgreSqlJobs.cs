using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// Jobs in PostgreSQL, for as many processes as there are. Each takes rows that no other one has locked, and none once its own sign of life has been
/// taken away: a claim locks the process's row as whoever takes it for dead does.
/// </summary>
internal sealed class PostgreSqlJobs(string service, DatabaseEngine engine, Bell bell) : DatabaseJobs(service, engine, bell)
{
    public override Task EnterAsync(long worker, string name, CancellationToken cancellationToken) =>
        WriteAsync(new($"insert into {Sql.Workers} (id, name, seen_at) values ($1, $2, {JobSql.Clock})", worker, name), cancellationToken);

    public override async Task<JobTurn> TurnAsync(
        long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken)
    {
        var (over, back) = (ended.Where(job => job.IsOver).ToArray(), ended.Where(job => !job.IsOver).ToArray());
        await using var connection = (NpgsqlConnection)await Engine.OpenAsync(cancellationToken);

        // What is sent together and has no transaction around it is one by itself.
        await using var batch = new NpgsqlBatch(connection);
        if (over.Length > 0)
        {
            batch.BatchCommands.Add(Finish(over, now));
        }

        if (back.Length > 0)
        {
            batch.BatchCommands.Add(GiveBack(back));
        }

        foreach (var room in rooms)
        {
            batch.BatchCommands.Add(Claim(worker, room));
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var stale = new List<ClaimedJob>();
        foreach (var sent in (EndedJob[][])[over, back])
        {
            if (sent.Length > 0)
            {
                await NoteStaleAsync(sent, rows, stale, cancellationToken);
            }
        }

        var claimed = new List<ClaimedJob>();
        foreach (var _ in rooms)
        {
            var first = claimed.Count;
            while (await rows.ReadAsync(cancellationToken))
            {
                claimed.Add(JobSql.ReadClaimed(rows));
            }

            // An update returns its rows in any order.
            claimed.Sort(first, claimed.Count - first, InOrder);
            await rows.NextResultAsync(cancellationToken);
        }

        return new(claimed, stale);
    }

    public override async Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken)
    {
        await using var connection = await Engine.OpenAsync(cancellationToken);
        var counts = await ReadAsync(connection, null, new(LostJobs.OnPostgreSql(Sql), lostAfter.TotalSeconds, worker, now, keepDeadUntil), row => row.GetInt64(0), cancellationToken);
        return (int)counts[0];
    }

    public override async Task<bool> CompleteAsync(
        DbConnection connection, DbTransaction transaction, EndedJob ended, DateTime now, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction) { BatchCommands = { Finish([ended], now) } };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken);
    }

    protected override async Task<bool> SignAsync(DbConnection connection, long worker, CancellationToken cancellationToken) =>
        (await Engine.ExecuteAsync(connection, null, [new($"update {Sql.Workers} set seen_at = {JobSql.Clock} where id = $1", worker)], cancellationToken))[0] == 1;

    // One statement: a process that is frozen between two would hold the schedule's row, and all others would wait for it with their signs of life.
    protected override async Task<bool> TryPassAsync(string schedule, DateTime was, DateTime next, NewJob job, CancellationToken cancellationToken) =>
        await WriteAsync(Sql.PassScheduleWith(job, schedule, was, next), cancellationToken) == 1;

    private static readonly Comparer<ClaimedJob> InOrder = Comparer<ClaimedJob>.Create((one, other) =>
        one.Priority != other.Priority ? one.Priority.CompareTo(other.Priority) : one.Id.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(other.Id.ToByteArray(bigEndian: true)));

    private static async Task NoteStaleAsync(EndedJob[] sent, NpgsqlDataReader rows, List<ClaimedJob> stale, CancellationToken cancellationToken)
    {
        var kept = new HashSet<Guid>(sent.Length);
        while (await rows.ReadAsync(cancellationToken))
        {
            kept.Add(rows.GetGuid(0));
        }

        stale.AddRange(sent.Where(job => !job.IsCommitted && !kept.Contains(job.Job.Id)).Select(job => job.Job));
        await rows.NextResultAsync(cancellationToken);
    }

    private NpgsqlBatchCommand Claim(long worker, QueueRoom room) => Command(
        $"""
        {(room.HasLanes ? LaneClaim.Next(Sql) : Next)}
        update {Sql.Jobs} j set state = 1, worker = $3, attempt = j.attempt + 1 from next where j.ctid = next.at
        returning {string.Join(", ", JobSql.ClaimedColumns.Split(", ").Select(column => "j." + column))}
        """,
        room.HasLanes ? [room.Queue, room.Count, worker, room.Behind] : [room.Queue, room.Count, worker]);

    // That nobody is before one in its lane is asked here too: another version of the service may know of lanes where this one does not.
    private string Next =>
        $"""
        with me as materialized (select id from {Sql.Workers} where id = $3 and {Sql.IsNotPaused} for key share),
        next as materialized (
            select j.ctid as at from {Sql.Jobs} j where j.state = 0 and j.queue = $1 and exists (select 1 from me) and {Sql.IsFirstOfLane}
            order by j.queue, j.priority, j.id limit $2 for update skip locked)
        """;

    private NpgsqlBatchCommand Finish(EndedJob[] ended, DateTime now) => Command(
        $"""
        with ended as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6, $7) as e(id, worker, attempt, state, result, error, keep_until)),
        gone as (
            delete from {Sql.Jobs} j using ended e where j.id = e.id and j.worker = e.worker and j.attempt = e.attempt
            returning {JobSql.GoneColumns}, e.state as ended, e.result, e.error, e.keep_until),
        told as (
            insert into {Sql.Finished} ({JobSql.FinishedColumns})
            select id, queue, kind, args, ended, priority, attempt, max_attempts, tenant, subject, result, coalesce(first_error, error), coalesce(error, last_error), created_at, $8, keep_until
            from gone where keep_until is not null)
        select id from gone
        """,
        [.. Lease(ended), Array.ConvertAll(ended, job => (int)StateOf(job.End)), Array.ConvertAll(ended, job => job.Result), Array.ConvertAll(ended, job => job.Error),
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Value = Array.ConvertAll(ended, job => job.KeepUntil) }, now]);

    private NpgsqlBatchCommand GiveBack(EndedJob[] ended) => Command(
        $"""
        update {Sql.Jobs} j set state = case when j.is_cancel_asked then 0 else e.state end, due_at = e.due_at, attempt = j.attempt - e.unused, worker = null,
            first_error = coalesce(j.first_error, e.error), last_error = coalesce(e.error, j.last_error)
        from unnest($1, $2, $3, $4, $5, $6, $7) as e(id, worker, attempt, state, due_at, unused, error)
        where j.id = e.id and j.worker = e.worker and j.attempt = e.attempt returning j.id
        """,
        [.. Lease(ended), Array.ConvertAll(ended, job => (int)JobStatus.Scheduled), Array.ConvertAll(ended, job => job.DueAt),
            Array.ConvertAll(ended, job => job.End == JobEnd.Back ? 1 : 0), Array.ConvertAll(ended, job => job.Error)]);

    private static object[] Lease(EndedJob[] ended) =>
        [Array.ConvertAll(ended, job => job.Job.Id), Array.ConvertAll(ended, job => job.Job.Worker), Array.ConvertAll(ended, job => job.Job.Attempt)];

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
