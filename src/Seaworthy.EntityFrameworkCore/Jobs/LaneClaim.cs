namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// How jobs are taken from a queue of PostgreSQL in which some have lanes. Whoever asks of each job that waits whether somebody is before it in its lane asks as often as there are jobs, and each answer
/// costs as much as has lately ended in the lane and cannot be cleaned up yet: a process that has fallen behind while an old transaction is open never catches up. Here each lane is asked for once
/// (decision 30).
/// </summary>
internal static class LaneClaim
{
    /// <summary>How many that wait in front are looked at. Where too few of them may begin, the first of every lane is looked for.</summary>
    private const int InFront = 2000;

    // Several processes may want the same; what others are taking in this moment is passed over.
    private const int ForOthers = 4;

    /// <summary>A statement whose <c>next</c> has the ids of those to take: $1 the queue, $2 how many, $3 the worker.</summary>
    public static string Next(JobSql sql) =>
        $"""
        with recursive me as materialized (select id from {sql.Workers} where id = $3 for key share),
        front as materialized (
            select id, priority, lane, lane_order from {sql.Jobs} where state = 0 and queue = $1 order by queue, priority, id limit {InFront}),
        free as materialized (
            select j.id, j.priority from front join {sql.Jobs} j on j.id = front.id
            where front.lane is null and j.state = 0 and exists (select 1 from me) order by j.priority, j.id limit $2 for update of j skip locked),
        first as materialized (
            select id from (select * from (select distinct on (lane) * from front where lane is not null order by lane, lane_order) each order by priority, id) one
            where lane_order = (select min(j.lane_order) from {sql.Jobs} j where j.lane = one.lane) limit {ForOthers} * $2),
        beyond as materialized (select 1 where (select count(*) from front) = {InFront} and (select count(*) from free) + (select count(*) from first) < $2),
        free_beyond as materialized (
            select id, priority from {sql.Jobs} where state = 0 and queue = $1 and lane is null and exists (select 1 from me) and exists (select 1 from beyond)
            order by queue, priority, id limit $2 for update skip locked),
        lanes(lane, id) as (
            (select lane, id from {sql.Jobs} where lane is not null and exists (select 1 from beyond) order by lane, lane_order limit 1)
            union all
            select after.lane, after.id from lanes cross join lateral (select lane, id from {sql.Jobs} j where j.lane > lanes.lane order by j.lane, j.lane_order limit 1) after),
        in_turn as materialized (
            select j.id, j.priority from (select id from first union select id from lanes) one join {sql.Jobs} j on j.id = one.id
            where j.state = 0 and j.queue = $1 and exists (select 1 from me) order by j.priority, j.id limit $2 for update of j skip locked),
        next as materialized (select id from (select * from free union select * from free_beyond union select * from in_turn) one order by priority, id limit $2)
        """;
}
