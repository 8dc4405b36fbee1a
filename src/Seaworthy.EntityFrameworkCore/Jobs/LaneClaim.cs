namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// How jobs are taken from a queue of PostgreSQL in which some have lanes. Whoever asks of each job that waits whether somebody is before it in its lane asks as often as there are jobs, and each answer
/// costs as much as has lately ended in the lane and cannot be cleaned up yet: a process that has fallen behind while an old transaction is open never catches up. Here each lane is asked for once
/// (decision 30). Of each lane whose first is taken the next ones are taken with it, for the same process (decision 31): nobody else could do them meanwhile.
/// </summary>
internal static class LaneClaim
{
    // How many that wait in front are looked at: more than a process takes at once. Where too few of them may begin, each of the rest is asked, but for those in the lanes of the front.
    private const int InFront = 3000;

    // Several processes may want the same; what others are taking in this moment is passed over.
    private const int ForOthers = 4;
    private const int LeastForOthers = 100;

    private const string Taken = "j.priority, j.id, j.lane, j.lane_order, j.attempt";

    // One that has failed before may fail again, and those behind it would be given back each time.
    private const string MayGoOn = "lane is not null and attempt = 0";

    // Rows are found again by where they lie, and never by the index of what waits: where PostgreSQL last counted while next to nothing waited, it believes that each index has next to nothing in it,
    // and would go through the whole of one for each job.
    private const string StillWaits = "j.state + 0 = 0";

    /// <summary>A statement whose <c>next</c> has where those to take lie: $1 the queue, $2 how many that may begin, $3 the worker, $4 how many behind those, all together.</summary>
    public static string Next(JobSql sql) =>
        $"""
        with me as materialized (select id from {sql.Workers} where id = $3 and {sql.IsNotPaused} for key share),
        front as materialized (
            select ctid as at, priority, id, lane, lane_order from {sql.Jobs} where state = 0 and queue = $1 order by queue, priority, id limit {InFront}),
        free as materialized (
            select j.ctid as at, {Taken} from {sql.Jobs} j
            where j.ctid = any (array(select at from front where lane is null and exists (select 1 from me) order by priority, id limit greatest({ForOthers} * $2, {LeastForOthers})))
            and {StillWaits} order by j.priority, j.id limit $2 for update of j skip locked),
        first as materialized (
            select at from (select * from (select distinct on (lane) * from front where lane is not null order by lane, lane_order) each order by priority, id) one
            where lane_order = (select min(j.lane_order) from {sql.Jobs} j where j.lane = one.lane) limit greatest({ForOthers} * $2, {LeastForOthers})),
        beyond as materialized (select 1 where (select count(*) from front) = {InFront} and (select count(*) from free) + (select count(*) from first) < $2),
        asked as materialized (select distinct lane from front where lane is not null and exists (select 1 from beyond)),
        heads as materialized (
            select head.at from asked cross join lateral (select j.ctid as at from {sql.Jobs} j where j.lane = asked.lane order by j.lane_order limit 1) head),
        rest as materialized (
            select j.ctid as at, {Taken} from {sql.Jobs} j
            where j.state = 0 and j.queue = $1 and exists (select 1 from me) and exists (select 1 from beyond) and (j.lane is null or (j.lane not in (select lane from asked) and {sql.IsFirstOfLane}))
            order by j.queue, j.priority, j.id limit $2 for update of j skip locked),
        in_turn as materialized (
            select j.ctid as at, {Taken} from {sql.Jobs} j
            where j.ctid = any (array((select at from first union all select at from heads))) and exists (select 1 from me)
            and {StillWaits} and j.queue = $1 order by j.priority, j.id limit $2 for update of j skip locked),
        begin as materialized (select * from (select * from free union select * from rest union select * from in_turn) one order by priority, id limit $2),
        each as materialized (select 1 + $4 / count(*) as most from begin where {MayGoOn} and $4 > 0 having count(*) > 0),
        behind as materialized (
            select begin.lane, follows.at, follows.waits, follows.nth from begin cross join lateral (
                select j.ctid as at, {StillWaits} and j.queue = $1 as waits, row_number() over (order by j.lane_order) as nth from {sql.Jobs} j
                where j.lane = begin.lane and j.lane_order >= begin.lane_order and j.id <> begin.id order by j.lane_order limit (select most from each)) follows
            where {MayGoOn} and exists (select 1 from each)),
        had as materialized (select j.ctid as at from {sql.Jobs} j where j.ctid = any (array(select at from behind where waits)) and {StillWaits} for update of j skip locked),
        unbroken as materialized (select at, bool_and(at in (select at from had)) over (partition by lane order by nth) as is_whole from behind),
        next as materialized (select at from begin union all select at from unbroken where is_whole)
        """;
}
