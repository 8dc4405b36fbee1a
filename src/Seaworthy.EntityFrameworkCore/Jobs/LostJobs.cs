using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// How jobs are taken back from processes that are gone. At the first time all begin again at once: nearly always none of them is to blame. One that is, and takes its process with it each time, takes along all that
/// the process had, and they would use up their attempts together: whoever was tried before waits a while of its own, longer each time, so that they meet it no more.
/// </summary>
internal static class LostJobs
{
    private const string WasTriedBefore = "attempt > 1 and not is_cancel_asked";

    // Up to half a second, and twice that each time until it is half a minute.
    private const int FirstMs = 500;
    private const int Doublings = 6;
    private const int FirstAttempt = 2;

    /// <summary>
    /// How many there were: $1 seconds after which a process is taken for dead, $2 who asks, $3 now, $4 until when those are kept that are dead by it. A job whose end is in a transaction of a process that is
    /// frozen in it is locked: whoever waited for it would give no sign of life meanwhile. It is left, and its process with it, until that has ended. One that was taken ahead, and is not the first of its lane,
    /// has not begun.
    /// </summary>
    public static string OnPostgreSql(JobSql sql)
    {
        const string Error = "'ProcessLost: the process that ran it went silent'";
        return
            $"""
            with lost as materialized (
                select id from {sql.Workers} where seen_at < {JobSql.Clock} - make_interval(secs => $1) and id <> $2 for update skip locked),
            held as materialized (
                select j.id, j.lane, j.lane_order from {sql.Jobs} j join lost on j.worker = lost.id where j.state = 1 for update of j skip locked),
            lanes as materialized (
                select lane, (select min(e.lane_order) from {sql.Jobs} e where e.lane = held.lane) as first from held where lane is not null group by lane),
            begun as materialized (
                select held.id from held left join lanes on lanes.lane = held.lane where held.lane is null or held.lane_order = lanes.first),
            dead as (
                delete from {sql.Jobs} j using begun where j.id = begun.id and j.attempt >= j.max_attempts returning {JobSql.GoneColumns}),
            told as (
                insert into {sql.Finished} ({JobSql.FinishedColumns})
                select id, queue, kind, args, 4, priority, attempt, max_attempts, tenant, subject, null, coalesce(first_error, {Error}), {Error}, created_at, $3, $4 from dead),
            back as (
                update {sql.Jobs} j set state = case when {WasTriedBefore} then 2 else 0 end, worker = null, first_error = coalesce(first_error, {Error}), last_error = {Error},
                    due_at = case when {WasTriedBefore} then $3 + random() * make_interval(secs => {FirstMs} * power(2, least(attempt - {FirstAttempt}, {Doublings})) / 1000) else due_at end
                from begun where j.id = begun.id and j.attempt < j.max_attempts returning j.id),
            unused as (
                update {sql.Jobs} j set state = 0, worker = null, attempt = j.attempt - 1
                from held where j.id = held.id and j.id not in (select id from begun) returning j.id),
            gone as (
                delete from {sql.Workers} w using lost where w.id = lost.id
                and not exists (select 1 from {sql.Jobs} j where j.state = 1 and j.worker = lost.id and j.id not in (select id from held)))
            select (select count(*) from dead) + (select count(*) from back) + (select count(*) from unused)
            """;
    }

    /// <summary>The second and the third change as many as there were.</summary>
    public static IReadOnlyList<SqlStatement> OnSqlite(JobSql sql, long worker, DateTime now, DateTime keepDeadUntil)
    {
        const string Lost = "state = 1 and worker <> $1";
        const string Error = "'ProcessLost: the process that ran it ended'";
        return
        [
            new($"insert into {sql.Finished} ({JobSql.FinishedColumns}) select id, queue, kind, args, 4, priority, attempt, max_attempts, tenant, subject, null, coalesce(first_error, {Error}), {Error}, "
                + $"created_at, $2, $3 from {sql.Jobs} where {Lost} and attempt >= max_attempts", worker, now, keepDeadUntil),
            new($"delete from {sql.Jobs} where {Lost} and attempt >= max_attempts", worker),
            new($"update {sql.Jobs} set state = case when {WasTriedBefore} then 2 else 0 end, worker = null, first_error = coalesce(first_error, {Error}), last_error = {Error}, due_at = case when {WasTriedBefore} "
                + $"then strftime('%Y-%m-%d %H:%M:%f', $2, '+' || (abs(random() % {FirstMs}) * (1 << min(attempt - {FirstAttempt}, {Doublings})) / 1000.0) || ' seconds') else due_at end where {Lost}", worker, now),
            new($"delete from {sql.Workers} where id <> $1", worker),
        ];
    }
}
