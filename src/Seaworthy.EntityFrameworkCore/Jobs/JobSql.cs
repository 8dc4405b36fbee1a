using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Statements over the tables of jobs that are the same for both engines.</summary>
internal sealed class JobSql
{
    public const string ClaimedColumns = "id, worker, kind, queue, args, attempt, max_attempts, priority, tenant, subject, trace, created_at, lane, lane_order, is_cancel_asked";
    public const string FinishedColumns =
        "id, queue, kind, args, state, priority, attempt, max_attempts, tenant, subject, result, first_error, last_error, created_at, finished_at, keep_until";

    /// <summary>What PostgreSQL gives back of jobs <c>j</c> that it takes away.</summary>
    public const string GoneColumns = "j.id, j.queue, j.kind, j.args, j.priority, j.attempt, j.max_attempts, j.tenant, j.subject, j.first_error, j.last_error, j.created_at";

    /// <summary>PostgreSQL's own: processes may differ about the time, and a lease must not.</summary>
    public const string Clock = "clock_timestamp()";

    public const string OpenView = "id, kind, queue, args, state, attempt, tenant, subject, progress, note, null, first_error, last_error, created_at, null";
    public const string EndedView = "id, kind, queue, args, state, attempt, tenant, subject, null, null, result, first_error, last_error, created_at, finished_at";
    private const string Open = "0, 2";
    private const int InFront = 1000;
    private const int LaterAtMost = 10_000;
    private readonly string _locked;
    private readonly string _alone;

    public JobSql(DatabaseEngine engine)
    {
        var prefix = engine.Schema is { } schema ? schema + "." : "";
        // Of what another one has, one is passed over where many will do, and waited for where it is meant.
        (_locked, _alone) = (engine.SkipLocked, engine.SkipLocked.Length > 0 ? " for update" : "");
        (Jobs, Finished, Workers, Paused, Schedules) =
            (prefix + JobTables.Jobs, prefix + JobTables.Finished, prefix + JobTables.Workers, prefix + JobTables.Paused, prefix + JobTables.Schedules);
        InsertText = $"insert into {Jobs} ({string.Join(", ", InsertColumns)}) values ({string.Join(", ", InsertColumns.Select((_, i) => $"${i + 1}"))}) "
            + "on conflict (unique_key) where unique_key is not null do nothing";
    }

    public string Jobs { get; }

    public string Finished { get; }

    public string Workers { get; }

    public string Paused { get; }

    public string Schedules { get; }

    public string InsertText { get; }

    public static IReadOnlyList<string> InsertColumns { get; } =
        ["id", "queue", "kind", "args", "state", "priority", "due_at", "attempt", "max_attempts", "tenant", "subject", "trace", "unique_key", "lane", "lane_order", "is_cancel_asked", "created_at"];

    public static object?[] Row(NewJob job) =>
        [job.Id, job.Queue, job.Kind, job.Args, job.State, job.Priority, job.DueAt, 0, job.MaxAttempts, job.Tenant, job.Subject, job.Trace, job.UniqueKey, job.Lane, job.LaneOrder, false, job.CreatedAt];

    public SqlStatement Insert(NewJob job) => new(InsertText, Row(job)) { AsksForJob = true };

    public SqlStatement FindByKey(string key) => new($"select id from {Jobs} where unique_key = $1", key);

    public SqlStatement FindOpen(Guid id) => new(
        $"select {OpenView} from {Jobs} where id = $1", id);

    public SqlStatement FindFinished(Guid id) => new(
        $"select {EndedView} from {Finished} where id = $1", id);

    /// <summary>Asks the process that runs it to end it.</summary>
    public SqlStatement AskToEnd(Guid id) => new($"update {Jobs} set is_cancel_asked = $2 where id = $1 and state = 1", id, true);

    /// <summary>One that nobody has begun is over: first its line, where one is kept, then its row.</summary>
    public IReadOnlyList<SqlStatement> CancelOpen(Guid id, DateTime now, TimeSpan keep)
    {
        SqlStatement gone = new($"delete from {Jobs} where id = $1 and state in ({Open})", id);
        return keep <= TimeSpan.Zero ? [gone] :
        [
            new($"insert into {Finished} ({FinishedColumns}) select id, queue, kind, args, 5, priority, attempt, max_attempts, tenant, subject, null, first_error, last_error, created_at, $2, $3 "
                + $"from {Jobs} where id = $1 and state in ({Open}){_alone}", id, now, now + keep),
            gone,
        ];
    }

    /// <summary>A dead job gets its attempts anew.</summary>
    public IReadOnlyList<SqlStatement> Revive(Guid id, DateTime now) =>
    [
        new($"insert into {Jobs} (id, queue, kind, args, state, priority, due_at, attempt, max_attempts, tenant, subject, first_error, last_error, is_cancel_asked, created_at) "
            + $"select id, queue, kind, args, 0, priority, $2, 0, max_attempts, tenant, subject, first_error, last_error, $3, created_at from {Finished} where id = $1 and state = 4{_locked}", id, now, false),
        new($"delete from {Finished} where id = $1 and state = 4", id),
    ];

    public SqlStatement Pause(string queue, DateTime now) => new($"insert into {Paused} (queue, paused_at) values ($1, $2) on conflict (queue) do nothing", queue, now);

    public SqlStatement Resume(string queue) => new($"delete from {Paused} where queue = $1", queue);

    public SqlStatement PausedQueues() => new($"select queue from {Paused}");

    public SqlStatement EndAsked(long worker) => new($"select id from {Jobs} where state = 1 and worker = $1 and is_cancel_asked", worker);

    public SqlStatement Held(long worker) => new($"select {ClaimedColumns} from {Jobs} where state = 1 and worker = $1", worker);

    public SqlStatement NextDue() => new($"select min(due_at) from {Jobs} where state = 2");

    public SqlStatement Report(ClaimedJob job, int progress, string? note) => new(
        $"update {Jobs} set progress = $4, note = $5 where id = $1 and worker = $2 and attempt = $3", job.Id, job.Worker, job.Attempt, progress, note);

    public SqlStatement ReadSchedules() => new($"select name, cron, next_at from {Schedules}");

    /// <summary>A schedule that is new or another one than before starts from now.</summary>
    public SqlStatement KeepSchedule(string name, string cron, DateTime next) => new(
        $"insert into {Schedules} (name, cron, next_at) values ($1, $2, $3) on conflict (name) do update set cron = excluded.cron, next_at = excluded.next_at where {JobTables.Schedules}.cron <> excluded.cron",
        name, cron, next);

    /// <summary>Of all processes that see a time come, the one whose statement changes the row has it.</summary>
    public SqlStatement PassSchedule(string name, DateTime was, DateTime next) => new($"update {Schedules} set next_at = $3 where name = $1 and next_at = $2", name, was, next);

    /// <summary>The same with the job of that time, in one statement that changes one row, or none.</summary>
    public SqlStatement PassScheduleWith(NewJob job, string name, DateTime was, DateTime next) => new(
        $"with passed as (update {Schedules} set next_at = $3 where name = $1 and next_at = $2 returning name) "
        + $"insert into {Jobs} ({string.Join(", ", InsertColumns)}) select {string.Join(", ", InsertColumns.Select((_, i) => $"${i + 4}"))} from passed",
        [name, was, next, .. Row(job)]) { AsksForJob = true };

    /// <summary>Whether nobody has paused the queue in $1.</summary>
    public string IsNotPaused => $"not exists (select 1 from {Paused} where queue = $1)";

    /// <summary>Whether it is a job's turn within its lane: nobody is before it who is not over.</summary>
    public string IsFirstOfLane => $"(j.lane is null or not exists (select 1 from {Jobs} e where e.lane = j.lane and e.lane_order < j.lane_order))";

    /// <summary>Counts what waits, and no further than <paramref name="most"/>: to ask must not cost more the longer the line is.</summary>
    public SqlStatement CountWaiting(string queue, int most) => new($"select count(*) from (select 1 from {Jobs} where state = 0 and queue = $1 limit $2) as first", queue, most);

    /// <summary>Counts what waits or will be tried again, with the same bound, and of what comes later so many.</summary>
    public SqlStatement CountOpen(string queue, int most) => new(
        $"select (select count(*) from (select 1 from {Jobs} where state = 0 and queue = $1 limit $2) as waiting) "
        + $"+ (select count(*) from (select queue from {Jobs} where state = 2 order by due_at limit {LaterAtMost}) as later where queue = $1)", queue, most);

    /// <summary>The first whose turn it is, and since when it might have begun; of those in front, for whoever looks further asks of each that waits in its lane.</summary>
    public SqlStatement Front(string queue) => new(
        $"select due_at from (select due_at, priority, id, lane, lane_order from {Jobs} where state = 0 and queue = $1 order by queue, priority, id limit {InFront}) as j where {IsFirstOfLane} order by priority, id limit 1", queue);

    public static ClaimedJob ReadClaimed(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Worker = row.GetInt64(1),
        Kind = row.GetString(2),
        Queue = row.GetString(3),
        Args = row.GetString(4),
        Attempt = row.GetInt32(5),
        MaxAttempts = row.GetInt32(6),
        Priority = row.GetInt32(7),
        Tenant = row.IsDBNull(8) ? null : row.GetInt64(8),
        Subject = Text(row, 9),
        Trace = Text(row, 10),
        CreatedAt = Utc(row, 11),
        Lane = Text(row, 12),
        LaneOrder = row.IsDBNull(13) ? null : row.GetInt64(13),
        IsCancelAsked = row.GetBoolean(14),
    };

    public static JobView ReadView(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), (JobStatus)row.GetInt32(4), row.GetInt32(5), row.IsDBNull(6) ? null : row.GetInt64(6), Text(row, 7),
        row.IsDBNull(8) ? null : row.GetInt32(8), Text(row, 9), Text(row, 10), Text(row, 11), Text(row, 12), Utc(row, 13), row.IsDBNull(14) ? null : Utc(row, 14));

    public static DateTime Utc(DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
