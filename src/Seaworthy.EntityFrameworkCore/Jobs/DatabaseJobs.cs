using System.Data.Common;
using System.Globalization;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>The jobs of a service in its own database. What the engines do in ways of their own is left to each.</summary>
internal abstract class DatabaseJobs(string service, DatabaseEngine engine, Bell bell) : IJobStore
{
    private const int AtOnce = 1000;

    public string Service => service;

    public Bell Bell => bell;

    public JobSql Sql { get; } = new(engine);

    protected DatabaseEngine Engine => engine;

    public abstract Task EnterAsync(long worker, string name, CancellationToken cancellationToken);

    public abstract Task<JobTurn> TurnAsync(
        long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken);

    public abstract Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken);

    /// <summary>Ends a job inside its handler's own transaction; false when it is another attempt's.</summary>
    public abstract Task<bool> CompleteAsync(
        DbConnection connection, DbTransaction transaction, EndedJob ended, DateTime now, CancellationToken cancellationToken);

    public async Task<IReadOnlyList<ClaimedJob>> HeldAsync(long worker, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Sql.Held(worker), JobSql.ReadClaimed, cancellationToken);
    }

    public async Task<JobBeat> BeatAsync(long worker, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        var isKnown = await SignAsync(connection, worker, cancellationToken);
        var asked = await ReadAsync(connection, null, Sql.EndAsked(worker), row => row.GetGuid(0), cancellationToken);
        var paused = await ReadAsync(connection, null, Sql.PausedQueues(), row => row.GetString(0), cancellationToken);
        return new(isKnown, asked, paused);
    }

    public async Task<DateTime?> PromoteAsync(DateTime now, CancellationToken cancellationToken)
    {
        var promoted = await WriteAsync(
            new($"update {Sql.Jobs} set state = 0 where id in (select id from {Sql.Jobs} where state = 2 and due_at <= $1 order by due_at limit {AtOnce}{engine.SkipLocked})", now),
            cancellationToken);
        if (promoted > 0)
        {
            bell.RingForNew();
        }

        await using var connection = await engine.OpenAsync(cancellationToken);
        return (await ReadAsync(connection, null, Sql.NextDue(), row => row.IsDBNull(0) ? (DateTime?)null : JobSql.Utc(row, 0), cancellationToken))[0];
    }

    public async Task<DateTime?> TickAsync(IReadOnlyList<JobSchedule> schedules, DateTime now, CancellationToken cancellationToken)
    {
        if (schedules.Count == 0)
        {
            return null;
        }

        var kept = await SchedulesAsync(cancellationToken);
        var first = DateTime.MaxValue;
        foreach (var schedule in schedules)
        {
            var row = kept.GetValueOrDefault(schedule.Name);
            var isKept = row.Cron == schedule.When.Kept;
            var next = isKept && row.Next > now ? row.Next : schedule.When.Next(now);
            if (!isKept)
            {
                await WriteAsync(Sql.KeepSchedule(schedule.Name, schedule.When.Kept, next), cancellationToken);
            }
            else if (row.Next <= now)
            {
                await PassAsync(schedule, row.Next, next, now, cancellationToken);
            }

            first = next < first ? next : first;
        }

        return first;
    }

    public async Task<bool> ReportAsync(ClaimedJob job, int progress, string? note, CancellationToken cancellationToken) =>
        await WriteAsync(Sql.Report(job, progress, note), cancellationToken) == 1;

    public async Task<WaitingJobs> WaitingAsync(string queue, int most, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        var count = await ReadAsync(connection, null, Sql.CountWaiting(queue, most), row => Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken);
        var front = await ReadAsync(connection, null, Sql.Front(queue), row => JobSql.Utc(row, 0), cancellationToken);
        return new(count[0], front.Count == 0 ? null : front[0]);
    }

    /// <summary>How many jobs of a queue wait for their turn or to be tried again, as <see cref="JobSql.CountOpen"/> counts them.</summary>
    public async Task<long> CountOpenAsync(string queue, int most, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        return (await ReadAsync(connection, null, Sql.CountOpen(queue, most), row => row.GetInt64(0), cancellationToken))[0];
    }

    public async Task<bool> SweepAsync(DateTime now, CancellationToken cancellationToken) => await WriteAsync(
        new($"delete from {Sql.Finished} where id in (select id from {Sql.Finished} where keep_until <= $1 order by keep_until limit {AtOnce}{engine.SkipLocked})", now), cancellationToken) == AtOnce;

    public async Task LeaveAsync(long worker, CancellationToken cancellationToken) =>
        await WriteAsync(new($"delete from {Sql.Workers} where id = $1 and not exists (select 1 from {Sql.Jobs} where state = 1 and worker = $1)", worker), cancellationToken);

    protected static JobStatus StateOf(JobEnd end) => end switch
    {
        JobEnd.Done => JobStatus.Done,
        JobEnd.Cancelled => JobStatus.Cancelled,
        _ => JobStatus.Dead,
    };

    /// <summary>The sign of life itself; false when the process was taken for dead.</summary>
    protected abstract Task<bool> SignAsync(DbConnection connection, long worker, CancellationToken cancellationToken);

    // The connection is given back before anything is written: whoever holds one and waits for another empties the pool.
    private async Task<Dictionary<string, (string Cron, DateTime Next)>> SchedulesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        return (await ReadAsync(connection, null, Sql.ReadSchedules(), row => (Name: row.GetString(0), Cron: row.GetString(1), Next: JobSql.Utc(row, 2)), cancellationToken))
            .ToDictionary(row => row.Name, row => (row.Cron, row.Next));
    }

    private async Task PassAsync(JobSchedule schedule, DateTime was, DateTime next, DateTime now, CancellationToken cancellationToken)
    {
        var job = new NewJob(
            Guid.CreateVersion7(now), schedule.Kind.Queue, schedule.Kind.Name, schedule.Args(was), schedule.Kind.Priority, now, schedule.Kind.MaxAttempts, null, null, null, null, now);
        if (await TryPassAsync(schedule.Name, was, next, job, cancellationToken))
        {
            bell.RingForNew();
        }
    }

    /// <summary>Ends a time of a schedule and asks for its job, both or neither; false when another process has done so.</summary>
    protected virtual async Task<bool> TryPassAsync(string schedule, DateTime was, DateTime next, NewJob job, CancellationToken cancellationToken)
    {
        using var turn = await engine.WaitToWriteAsync(cancellationToken);
        await using var connection = await engine.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if ((await engine.ExecuteAsync(connection, transaction, [Sql.PassSchedule(schedule, was, next)], cancellationToken))[0] != 1)
        {
            return false;
        }

        await engine.ExecuteAsync(connection, transaction, [Sql.Insert(job)], cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    protected async Task<int> WriteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        using var turn = await engine.WaitToWriteAsync(cancellationToken);
        await using var connection = await engine.OpenAsync(cancellationToken);
        return (await engine.ExecuteAsync(connection, null, [statement], cancellationToken))[0];
    }

    internal Task<List<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        engine.ReadAsync(connection, transaction, statement, read, cancellationToken);
}
