using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>The statements that write down where a driver is.</summary>
internal sealed class PositionRow(Session<DriversDb> session)
{
    // What is older than what is there changes nothing: phones send what they kept in a tunnel when they are out of it.
    private readonly Lazy<string> _put = new(() => $"update {session.TableOf<Driver>()} set lat_e6 = $2, lon_e6 = $3, band = $4, position_at = $5 "
        + "where subject = $1 and (position_at is null or position_at <= $5) returning id, sampled_at, sampled_lat_e6, sampled_lon_e6");

    // Of two that would write a line at once the second finds that there is one.
    private readonly Lazy<string> _mark = new(() => $"update {session.TableOf<Driver>()} set sampled_at = $2, sampled_lat_e6 = $3, sampled_lon_e6 = $4 "
        + "where id = $1 and (sampled_at is null or sampled_at <= $5)");

    private readonly Lazy<string> _line = new(() => $"insert into {session.TableOf<DriverPosition>()} (driver_id, at, lat_e6, lon_e6) "
        + $"select id, sampled_at, sampled_lat_e6, sampled_lon_e6 from {session.TableOf<Driver>()} where id = $1 and sampled_at = $2 "
        + $"and not exists (select 1 from {session.TableOf<DriverPosition>()} where driver_id = $1 and at = $2)");

    /// <summary>Puts a driver somewhere; what it returns <see cref="Read"/> reads.</summary>
    public SqlStatement Put(string subject, Spot spot, DateTime at) => new(_put.Value, subject, spot.LatE6, spot.LonE6, Driver.BandOf(spot.LatE6), at);

    /// <summary>A line of the history, unless there is one already that is as new.</summary>
    public IReadOnlyList<SqlStatement> Sample(long driver, Spot spot, DateTime at) =>
        [new(_mark.Value, driver, at, spot.LatE6, spot.LonE6, at - DriverPosition.Apart), new(_line.Value, driver, at)];

    public static LastLine Read(DbDataReader row) => row.IsDBNull(1)
        ? new(row.GetInt64(0), null, default)
        : new(row.GetInt64(0), DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc), new(row.GetInt32(2), row.GetInt32(3)));
}

/// <summary>The last line of a driver's history.</summary>
/// <param name="Driver">Whose.</param>
/// <param name="At">When; null where there is none.</param>
/// <param name="Spot">Where.</param>
internal readonly record struct LastLine(long Driver, DateTime? At, Spot Spot)
{
    /// <summary>Whether there is to be another one.</summary>
    public bool IsFarFrom(Spot spot, DateTime at) => At is not { } last || (at - last >= DriverPosition.Apart && Spot.MetersTo(spot) >= DriverPosition.MovedM);
}
