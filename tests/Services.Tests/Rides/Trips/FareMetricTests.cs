using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>What was earned is what was committed.</summary>
[Trait("Requirement", "R55")]
public abstract class FareMetricTests(TripsOnSqlite host)
{
    private const int Next = 5;

    [Fact]
    public async Task A_ride_whose_end_was_rolled_back_and_said_again_has_earned_once()
    {
        var (rider, driver, earned, own) = (host.New(), host.New(), 0, host.Get<IMeterFactory>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, mine) => Listen(instrument, mine, own) };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref earned));
        listener.Start();
        var ride = await rider.RideAsync();
        await host.Heard.TellAsync(RideEvents.Found, new(ride, 1, driver.Card, 120));
        await rider.UntilAsync(ride, "status", RideStatus.Matched);
        await driver.StepAsync(ride, "accept");
        await driver.StepAsync(ride, "start");

        // Another line stands where this one is to be: it cannot be committed.
        var id = await WriteAsync(async (db, ct) =>
        {
            var row = await db.Rides.SingleAsync(one => one.PublicId == ride, ct);
            db.Events.Add(new() { RideId = row.Id, Version = Next, Fact = new RideUnserved().Write(), At = row.RequestedAt });
            return row.Id;
        });
        (await driver.AskAsync(HttpMethod.Post, $"/{ride}/finish")).Status.ShouldNotBe(HttpStatusCode.OK);
        earned.ShouldBe(0);

        await WriteAsync((db, ct) => db.Events.Where(line => line.RideId == id && line.Version == Next).ExecuteDeleteAsync(ct));
        await driver.StepAsync(ride, "finish");
        await driver.StepAsync(ride, "finish");
        earned.ShouldBe(1);
    }

    // Other hosts of this process have meters of the same name.
    private static void Listen(Instrument instrument, MeterListener listener, IMeterFactory own)
    {
        if (instrument.Name == "rides.fare" && ReferenceEquals(instrument.Meter.Scope, own))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private Task<T> WriteAsync<T>(Func<TripsDb, CancellationToken, Task<T>> work) => host.Get<Session<TripsDb>>().WriteAsync(work, CancellationToken.None);
}

public sealed class FareMetric_on_SQLite(TripsOnSqlite host) : FareMetricTests(host), IClassFixture<TripsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class FareMetric_on_PostgreSQL(TripsOnPostgreSql host) : FareMetricTests(host), IClassFixture<TripsOnPostgreSql>;
