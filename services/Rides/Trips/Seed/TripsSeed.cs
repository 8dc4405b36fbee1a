using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Seeding;

namespace Seaworthy.Rides.Trips.Seed;

/// <summary>Loads past trips out of a file (R28); without one there is nothing to load: rides are asked for.</summary>
internal sealed class TripsSeed(Session<TripsDb> session, TimeProvider time) : IServiceSeed
{
    public string Service => TripsModule.Info.Name;

    public bool HasDemoData => false;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Orders is not null)
        {
            throw new SeedFileException("Rides have no orders: --from takes a list of trips.");
        }

        if (request.RequirePrice)
        {
            throw new SeedFileException("--require-price is for the grocery's catalogue: a trip without a total is rejected anyway.");
        }

        if (request.From is not { } path)
        {
            return new SeedReport(0, 0, 0, null);
        }

        await using var file = Open(path);
        var total = CsvRecords.CountLines(file);
        using var records = new CsvRecords(file);
        if (!records.Read())
        {
            throw new SeedFileException($"{path} is empty.");
        }

        var columns = new CsvColumns(records.Record, request.Map, "a trip", TripColumns.Known, "id", "started", "ended", "miles", "total");
        await using var report = new SeedReportFile(request.RejectsFile ?? $"{path}.report.csv");
        return await new TripImport(session, report, time).LoadAsync(records, columns, ZoneNames.Beside(path), total, progress, cancellationToken);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"{path} cannot be read: {exception.Message}");
        }
    }
}
