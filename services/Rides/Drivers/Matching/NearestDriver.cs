using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// Finds the nearest driver who is free and keeps him, in one statement: whoever is kept by another one in the same moment is not found by it. On PostgreSQL rows that others have locked are
/// passed over, so that many rides from one place do not wait for each other; the price is that a driver whose position is written in this very moment may be passed over too, for the next
/// nearest or until it is asked again. SQLite has one writer.
/// </summary>
internal sealed class NearestDriver(Session<DriversDb> session, MatchRules rules)
{
    // Of two longitudes the shorter way round the globe.
    private const string Across = "(case when abs(lon_e6 - $14) > 180000000 then 360000000 - abs(lon_e6 - $14) else abs(lon_e6 - $14) end * $15 / 1000000)";

    // In millionths of a degree of latitude, and flat: over ten kilometres the globe differs from that by some metres, except within sight of a pole.
    private const string Squared = $"((lat_e6 - $13) * (lat_e6 - $13) + {Across} * {Across})";

    private const int ValuesOfAll = 16;
    private readonly Lazy<string> _drivers = new(session.TableOf<Driver>);

    /// <summary>Keeps him for the ride; null where nobody is there.</summary>
    public async Task<DriverFound?> KeepAsync(DriversDb db, DriverWanted wanted, DateTime now, CancellationToken cancellationToken) =>
        await session.ReadAsync(db, Statement(wanted, now, db.Database.ProviderName!.Contains("Npgsql", StringComparison.Ordinal)), row => Read(row, wanted), cancellationToken) is [var found] ? found : null;

    /// <summary>The statement that does it.</summary>
    internal SqlStatement Statement(DriverWanted wanted, DateTime now, bool locksRows)
    {
        var box = SearchBox.Around(wanted.Pickup, rules.RadiusM);
        var except = wanted.Except.Count == 0 ? ""
            : $" and subject not in ({string.Join(", ", wanted.Except.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${ValuesOfAll + 1 + i}")))})";
        return new(
            $"""
            update {_drivers.Value} set state = 'kept', ride = $1, round = $2, kept_at = $3, version = version + 1
            where state = 'free' and id = (
                select id from {_drivers.Value}
                where state = 'free' and band between $4 and $5 and lat_e6 between $6 and $7 and (lon_e6 between $8 and $9 or lon_e6 between $10 and $11)
                    and position_at >= $12 and {Squared} <= $16{except}
                order by {Squared}, id limit 1{(locksRows ? " for update skip locked" : "")})
            returning subject, name, vehicle, plate, lat_e6, lon_e6
            """,
            [
                wanted.Ride, wanted.Round, now, Driver.BandOf(box.South), Driver.BandOf(box.North), box.South, box.North, box.West, box.East, box.OtherWest, box.OtherEast,
                now - rules.Fresh, (long)wanted.Pickup.LatE6, (long)wanted.Pickup.LonE6, box.CosineE6, box.RadiusE6 * box.RadiusE6, .. wanted.Except,
            ]);
    }

    private static DriverFound Read(DbDataReader row, DriverWanted wanted) => new(
        wanted.Ride, wanted.Round, new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), new Spot(row.GetInt32(4), row.GetInt32(5)).MetersTo(wanted.Pickup));
}
