using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Seeding;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>Past trips out of New York's files, as they are published.</summary>
[Trait("Requirement", "R28")]
public abstract class TripImportTests(TripsOnSqlite host) : IDisposable
{
    private const string Header = "trip_id,VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,PULocationID,DOLocationID,payment_type,fare_amount,total_amount";
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_trip_is_a_ride_that_is_over_with_its_history_and_loaded_once()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "rides-zones.csv"), "location_id,borough,zone\r\n100,Manhattan,Garment District\r\n231,Manhattan,\"TriBeCa/Civic Center\"\r\n");
        var file = await WriteAsync("24870114,2,03/25/2017 8:55:43 AM,03/25/2017 9:09:47 AM,6,3.34,100,231,1,13.0,16.56", "24870114,2,03/25/2017 8:55:43 AM,03/25/2017 9:09:47 AM,6,3.34,100,231,1,13.0,16.56");

        var report = await SeedAsync(file);

        (report.Added, report.Unchanged, report.Rejected).ShouldBe((1, 0, 1), "the second line repeats the first");
        var ride = await host.Get<Session<TripsDb>>().ReadAsync((db, ct) => db.Rides.SingleAsync(ride => ride.ImportKey == "trip:24870114", ct), CancellationToken.None);
        (ride.PickupName, ride.DropoffName, ride.DistanceM, ride.FareCents, ride.Currency, ride.Payment).ShouldBe(("Garment District, Manhattan", "TriBeCa/Civic Center, Manhattan", 5375, 1656L, "USD", "paid"));
        (ride.StartedAt, ride.EndedAt).ShouldBe((new DateTime(2017, 3, 25, 8, 55, 43, DateTimeKind.Utc), new DateTime(2017, 3, 25, 9, 9, 47, DateTimeKind.Utc)));
        var again = await SeedAsync(file);
        (again.Added, again.Unchanged).ShouldBe((0, 1));
        (await host.New(RidesService.Operator).GetAsync($"/admin/rides/{ride.PublicId}/history"))["items"]!.AsArray().Single()!["fact"]!["kind"]!.ToString().ShouldBe("imported");
    }

    [Theory]
    [InlineData("x1,2,03/25/2017 8:55:43 AM,03/25/2017 8:55:43 AM,1,3.34,1,2,1,13.0,16.56", "ends when it begins")]
    [InlineData("x2,2,03/25/2017 8:55:43 AM,03/27/2017 8:55:43 AM,1,3.34,1,2,1,13.0,16.56", "takes 48 hours")]
    [InlineData("x3,2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,3.34,1,2,4,-13.0,-16.56", "is a refund")]
    [InlineData("x4,2,25/03/2017 8:55,03/25/2017 9:55:43 AM,1,3.34,1,2,1,13.0,16.56", "is no time")]
    [InlineData("x5,2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,far,1,2,1,13.0,16.56", "is no number of miles")]
    [InlineData(",2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,1,1,2,1,13.0,16.56", "has no id")]
    [InlineData("x7,2,12/31/1969 11:59:59 PM,01/01/1970 12:30:00 AM,1,3.34,1,2,1,13.0,16.56", "the beginning '12/31/1969 11:59:59 PM' is before 1970")]
    [InlineData("x8,2,1970-01-01T00:30:00+01:00,1970-01-01T01:30:00+01:00,1,3.34,1,2,1,13.0,16.56", "is before 1970")]
    [InlineData("x␀9,2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,3.34,1,2,1,13.0,16.56", "has a NUL character")]
    [InlineData("x10,2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,3.34,1␀,2,1,13.0,16.56", "has a NUL character")]
    public Task A_row_that_cannot_be_is_reported_with_its_line_and_the_reason_and_the_next_one_is_loaded(string row, string reason) => RejectAsync(row, reason);

    [Fact]
    public Task An_id_of_some_kilobytes_is_reported_and_the_next_one_is_loaded() => RejectAsync(
        $"{string.Concat(Enumerable.Range(0, 100).Select(_ => $"{Guid.NewGuid():N}"))},2,03/25/2017 8:55:43 AM,03/25/2017 9:55:43 AM,1,3.34,1,2,1,13.0,16.56",
        "has 3200 characters; at most 200 are taken");

    [Fact]
    public async Task A_zone_without_a_name_that_can_be_kept_has_its_number_and_no_letter_is_cut_in_two()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "rides-zones.csv"), $"location_id,zone\r\n7,Nowh\0ere\r\n8,{new string('x', 199)}😀\r\n");
        var id = $"{Guid.NewGuid():N}";

        var report = await SeedAsync(await WriteAsync($"{id},2,03/25/2017 8:55:43 AM,03/25/2017 9:09:47 AM,6,3.34,7,8,1,13.0,16.56"));

        (report.Added, report.Rejected).ShouldBe((1, 0));
        var ride = await host.Get<Session<TripsDb>>().ReadAsync((db, ct) => db.Rides.SingleAsync(ride => ride.ImportKey == $"trip:{id}", ct), CancellationToken.None);
        (ride.PickupName, ride.DropoffName).ShouldBe(("Zone 7", new string('x', 199)));
    }

    [Fact]
    public async Task A_file_without_a_column_that_it_needs_is_refused_and_told_how_to_say_it() =>
        (await Should.ThrowAsync<SeedFileException>(SeedAsync(await WriteFileAsync("trip_id,total_amount\r\n1,2\r\n")))).Message.ShouldContain("--map started=COLUMN");

    private async Task RejectAsync(string row, string reason)
    {
        var report = await SeedAsync(await WriteAsync(row.Replace('␀', '\0'), $"{Guid.NewGuid():N},2,03/25/2017 8:55:43 AM,03/25/2017 9:09:47 AM,6,3.34,100,231,1,13.0,16.56"));

        (report.Added, report.Rejected).ShouldBe((1, 1));
        (await File.ReadAllTextAsync(report.RejectsFile!)).ShouldContain($"2,rejected,");
        (await File.ReadAllTextAsync(report.RejectsFile!)).ShouldContain(reason);
    }

    private Task<string> WriteAsync(params string[] rows) => WriteFileAsync(Header + "\r\n" + string.Join("\r\n", rows) + "\r\n");

    private async Task<string> WriteFileAsync(string text)
    {
        var path = Path.Combine(_folder, "rides.csv");
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private Task<SeedReport> SeedAsync(string file) =>
        host.App.App.Services.GetServices<IServiceSeed>().Single(seed => seed.Service == "rides_trips").SeedAsync(new SeedRequest(From: file), new Progress<SeedProgress>(), CancellationToken.None);
}

public sealed class TripImport_on_SQLite(TripsOnSqlite host) : TripImportTests(host), IClassFixture<TripsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class TripImport_on_PostgreSQL(TripsOnPostgreSql host) : TripImportTests(host), IClassFixture<TripsOnPostgreSql>;
