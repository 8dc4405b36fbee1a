using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Seeding;

namespace Seaworthy.Rides.Trips.Seed;

/// <summary>Loads past trips as rides that are over, each with its one line of history. A trip that is known already is left alone, so that a second run changes nothing; no other module is told.</summary>
internal sealed class TripImport(Session<TripsDb> session, SeedReportFile report, TimeProvider time)
{
    private const int RowsAtOnce = 1000;

    private static readonly string[] RideColumns =
    [
        "id", "public_id", "version", "user_id", "status", "round", "pickup_name", "dropoff_name", "distance_m", "quote_cents", "fare_cents", "currency", "payment", "refused", "until", "requested_at",
        "started_at", "ended_at", "paid_at", "import_key",
    ];

    private static readonly string[] EventColumns = ["ride_id", "version", "fact", "at"];

    public async Task<SeedReport> LoadAsync(CsvRecords records, CsvColumns columns, ZoneNames zones, long? total, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var (read, added, rejected) = (0L, 0L, 0L);
        var batch = new List<TripRow>(RowsAtOnce);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (records.Read())
        {
            read++;
            var (row, fault) = TripRow.Read(records.Record, columns, zones);
            fault ??= lines.TryGetValue(row!.Key, out var first) ? $"repeats line {first}" : null;
            if (fault is not null)
            {
                report.Rejected(records.Line, fault);
                rejected++;
                continue;
            }

            lines.Add(row!.Key, records.Line);
            batch.Add(row);
            if (batch.Count == RowsAtOnce)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return new SeedReport(added, read - added - rejected, rejected, report.Path);

        async Task FlushAsync()
        {
            added += await session.WriteAsync((db, ct) => LoadAsync(db, batch, ct), cancellationToken);
            batch.Clear();
            progress.Report(new SeedProgress("rides", read, total));
        }
    }

    private async Task<int> LoadAsync(TripsDb db, List<TripRow> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Select(row => row.Key).ToList();
        var known = await db.Rides.Where(ride => keys.Contains(ride.ImportKey!)).Select(ride => ride.ImportKey!).ToListAsync(cancellationToken);
        var added = rows.ExceptBy(known, row => row.Key).ToList();
        if (added.Count == 0)
        {
            return 0;
        }

        var (now, ids) = (Instant.Now(time), await session.TakeIdsAsync(db, "rides", added.Count, cancellationToken));
        var rides = added.Select(row => Made(row, now)).ToList();
        await session.InsertManyAsync(db, "rides", RideColumns, rides.Select((ride, i) => new object?[]
        {
            ids[i], ride.PublicId, ride.Version, ride.UserId, ride.Status, ride.Round, ride.PickupName, ride.DropoffName, ride.DistanceM, ride.QuoteCents, ride.FareCents, ride.Currency, ride.Payment, ride.Refused,
            ride.Until, ride.RequestedAt, ride.StartedAt, ride.EndedAt, ride.PaidAt, added[i].Key,
        }), cancellationToken);
        await session.InsertManyAsync(db, "ride_events", EventColumns, added.Select((row, i) => new object?[] { ids[i], 1, row.Fact.Write(), now }), cancellationToken);
        return added.Count;
    }

    private static Ride Made(TripRow row, DateTime now)
    {
        var ride = Ride.New(Guid.CreateVersion7(row.Fact.StartedAt));
        ride.Apply(row.Fact, now);
        return ride;
    }
}
