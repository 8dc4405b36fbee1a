using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// The rows of <see cref="AskedRide"/>. Each of these locks the ride's row until its transaction ends, also where it changes nothing. So of a <c>Wanted</c> and a <c>Released</c> of one ride that
/// come at once, the second sees what the first has done: a driver who was kept is let go, and where the ride was over first nobody is kept.
/// </summary>
internal sealed class AskedRides(Session<DriversDb> session)
{
    private const string Columns = "(ride, round, state, asked_at, asked_by)";
    private const string IsLater = "a.state <> 'over' and excluded.round > a.round";
    private readonly Lazy<string> _rides = new(session.TableOf<AskedRide>);
    private readonly Lazy<string> _drivers = new(session.TableOf<Driver>);

    /// <summary>Somebody wants a driver: begins the round, where it is a later one than is known of.</summary>
    public async Task<AskedRide> BeginAsync(DriversDb db, DriverWanted wanted, Guid job, DateTime receivedAt, CancellationToken cancellationToken)
    {
        SqlStatement begin = new(
            $"""
            insert into {_rides.Value} as a {Columns} values ($1, $2, 'asked', $3, $4)
            on conflict (ride) do update set
                state = case when {IsLater} then 'asked' else a.state end, asked_at = case when {IsLater} then excluded.asked_at else a.asked_at end,
                asked_by = case when {IsLater} then excluded.asked_by else a.asked_by end, round = case when excluded.round > a.round then excluded.round else a.round end
            returning ride, round, state, asked_at, asked_by
            """,
            wanted.Ride, wanted.Round, receivedAt, job);
        return (await session.ReadAsync(db, begin, Read, cancellationToken))[0];
    }

    /// <summary>How far it is; null where nothing is known of it any more.</summary>
    public async Task<AskedRide?> FindAsync(DriversDb db, Guid ride, CancellationToken cancellationToken) => await session.ReadAsync(
        db, new($"update {_rides.Value} set state = state where ride = $1 returning ride, round, state, asked_at, asked_by", ride), Read, cancellationToken) is [var found] ? found : null;

    /// <summary>The round has its answer.</summary>
    public Task AnswerAsync(DriversDb db, Guid ride, CancellationToken cancellationToken) =>
        session.ExecuteAsync(db, [new($"update {_rides.Value} set state = 'answered' where ride = $1", ride)], cancellationToken);

    /// <summary>
    /// A driver is let go. Who names none means that nobody is to be kept any more. And who names one for a ride that nobody here has heard of, and that has no driver, was faster than the
    /// ride: it is over before it was looked for. Of a ride that is known, the driver alone is let go: a later round of it may be there already.
    /// </summary>
    public Task ReleaseAsync(DriversDb db, DriverReleased released, Guid job, DateTime now, CancellationToken cancellationToken)
    {
        SqlStatement release = new(
            $"""
            insert into {_rides.Value} as a {Columns}
            values ($1, 0, case when $2 and exists (select 1 from {_drivers.Value} where ride = $1) then 'answered' else 'over' end, $3, $4)
            on conflict (ride) do update set state = case when $2 then a.state else 'over' end
            """,
            released.Ride, released.Driver.Length > 0, now, job);
        return session.ExecuteAsync(db, [release], cancellationToken);
    }

    private static AskedRide Read(DbDataReader row) => new()
    {
        Ride = row.GetGuid(0), Round = row.GetInt32(1), State = row.GetString(2), AskedAt = DateTime.SpecifyKind(row.GetDateTime(3), DateTimeKind.Utc), AskedBy = row.GetGuid(4),
    };
}
