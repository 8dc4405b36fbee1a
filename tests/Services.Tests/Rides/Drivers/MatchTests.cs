using Seaworthy.Rides.Contracts;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>Who is found for a ride: the nearest who is free, near and there, and one ride's alone.</summary>
[Trait("Requirement", "R22")]
public abstract class MatchTests(DriversOnSqlite host)
{
    [Fact]
    public async Task The_nearest_is_found_and_those_behind_him_one_after_the_other()
    {
        var spot = host.Somewhere();
        var (far, near, middle) = (await host.FreeAsync(DriversOnSqlite.Off(spot, 5000)), await host.FreeAsync(DriversOnSqlite.Off(spot, 400)), await host.FreeAsync(DriversOnSqlite.Off(spot, -2000)));

        foreach (var (driver, meters) in new[] { (near, 400), (middle, 2000), (far, 5000) })
        {
            var ride = DriversOnSqlite.Ride(spot);
            await host.WantAsync(ride);
            var found = await host.FoundAsync(ride.Ride);
            (found.Driver.Subject, found.Round, Math.Abs(found.DistanceM - meters) <= 1).ShouldBe((driver.Subject, 1, true), $"{found.DistanceM} m");
            (await driver.StateAsync()).ShouldBe(("kept", false, ride.Ride));
        }
    }

    [Fact]
    public async Task A_rider_is_told_who_comes()
    {
        var (spot, ada) = (host.Somewhere(), host.Somebody());
        await ada.BecomeAsync("card 1");
        await ada.PutAsync("/me/shift", new { on = true, lat = spot.Lat, lon = spot.Lon });
        var ride = DriversOnSqlite.Ride(spot);

        await host.WantAsync(ride);

        (await host.FoundAsync(ride.Ride)).ShouldBe(new DriverFound(ride.Ride, 1, new(ada.Subject, "Ada Driver", "Yellow van", "CARD 1"), 0));
    }

    [Fact]
    public async Task Whoever_said_no_is_far_is_off_or_was_silent_for_a_minute_is_not_found()
    {
        var spot = host.Somewhere();
        var (no, off, silent) = (await host.FreeAsync(spot), await host.FreeAsync(spot), await host.FreeAsync(spot));
        await host.FreeAsync(DriversOnSqlite.Off(spot, 10_100));
        var last = await host.FreeAsync(DriversOnSqlite.Off(spot, 9_900));
        await off.PutAsync("/me/shift", new { on = false });
        await PutAsync(silent, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-61));

        var ride = DriversOnSqlite.Ride(spot, except: [no.Subject, "another"]);
        await host.WantAsync(ride);

        (await host.FoundAsync(ride.Ride)).Driver.Subject.ShouldBe(last.Subject);
    }

    [Fact]
    public async Task Whoever_is_across_the_date_line_is_near()
    {
        var (here, there) = (Spot.Of(-16.8, 179.99), Spot.Of(-16.8, -179.99));
        var ada = await host.FreeAsync(there);
        var ride = DriversOnSqlite.Ride(here);

        await host.WantAsync(ride);

        var found = await host.FoundAsync(ride.Ride);
        (found.Driver.Subject, found.DistanceM).ShouldBe((ada.Subject, 2129));
    }

    [Fact]
    public async Task Fifty_rides_that_want_twenty_drivers_at_once_get_each_of_them_once()
    {
        var spot = host.Somewhere();
        var drivers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.FreeAsync(DriversOnSqlite.Off(spot, 50 * i))));
        var rides = Enumerable.Range(0, 50).Select(_ => DriversOnSqlite.Ride(spot, seconds: 12)).ToArray();

        await host.WantAsync(rides);
        await DriversOnSqlite.UntilAsync(() => Task.FromResult(Found().Count + host.Heard.Nobody.Count(told => rides.Any(ride => ride.Ride == told.Ride)) >= rides.Length));
        await host.QuietAsync();

        Found().Count.ShouldBe(drivers.Length);
        Found().Select(found => found.Driver.Subject).ShouldBe(drivers.Select(driver => driver.Subject), ignoreOrder: true);
        Found().Select(found => found.Ride).Distinct().Count().ShouldBe(drivers.Length);
        foreach (var found in Found())
        {
            (await host.KeptAsync(found.Ride)).ShouldBe(1);
        }

        List<DriverFound> Found() => [.. host.Heard.Found.Where(found => rides.Any(ride => ride.Ride == found.Ride))];
    }

    private Task<int> PutAsync(DriversClient driver, DateTime at) => host.Session.WriteAsync(
        (db, _) =>
        {
            db.Drivers.Single(one => one.Subject == driver.Subject).PositionAt = at;
            return Task.FromResult(1);
        },
        default);
}

public sealed class Matches_on_SQLite(DriversOnSqlite host) : MatchTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Matches_on_PostgreSQL(DriversOnPostgreSql host) : MatchTests(host), IClassFixture<DriversOnPostgreSql>;
