using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>A driver is let go: by the ride that has him, once, and whatever came before what.</summary>
[Trait("Requirement", "R22")]
public abstract class ReleaseTests(DriversOnSqlite host)
{
    [Fact]
    public async Task A_ride_lets_its_driver_go_where_it_ended_and_he_is_found_there()
    {
        var (spot, end) = (host.Somewhere(), host.Somewhere());
        var (ada, ride) = await KeptAsync(spot);

        await host.ReleaseAsync(ride, ada.Subject, end);
        await host.QuietAsync();

        (await ada.StateAsync()).ShouldBe(("free", false, null));
        var next = DriversOnSqlite.Ride(end);
        await host.WantAsync(next);
        await DriversOnSqlite.UntilAsync(() => Task.FromResult(host.Heard.FoundFor(next.Ride).Count == 1));
        host.Heard.FoundFor(next.Ride)[0].DistanceM.ShouldBe(0);
    }

    [Fact]
    public async Task To_let_him_go_twice_or_for_another_ride_or_another_driver_does_nothing()
    {
        var spot = host.Somewhere();
        var (ada, first) = await KeptAsync(spot);
        await host.ReleaseAsync(first, ada.Subject);
        await host.QuietAsync();
        var second = DriversOnSqlite.Ride(spot);
        await host.WantAsync(second);
        await DriversOnSqlite.UntilAsync(async () => (await ada.StateAsync()).Ride == second.Ride);

        await host.ReleaseAsync(first, ada.Subject, host.Somewhere());
        await host.ReleaseAsync(second.Ride, "somebody else");
        await host.QuietAsync();

        (await ada.StateAsync()).ShouldBe(("kept", false, second.Ride));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whoever")]
    public async Task A_ride_that_was_over_before_it_was_looked_for_gets_nobody(string driver)
    {
        var spot = host.Somewhere();
        var (ada, ride) = (await host.FreeAsync(spot), DriversOnSqlite.Ride(spot));
        await host.ReleaseAsync(ride.Ride, driver);
        await host.QuietAsync();

        await host.WantAsync(ride, ride with { Round = 2 });
        await host.QuietAsync();

        ((await ada.StateAsync()).State, host.Heard.FoundFor(ride.Ride).Count).ShouldBe(("free", 0));
    }

    [Fact]
    public async Task A_ride_that_is_over_is_not_asked_for_again_and_whoever_it_has_goes_too()
    {
        var spot = host.Somewhere();
        var ride = DriversOnSqlite.Ride(spot, seconds: 30);
        await host.WantAsync(ride);
        await host.QuietAsync();
        await host.ReleaseAsync(ride.Ride, "");
        await host.QuietAsync();
        var ada = await host.FreeAsync(spot);
        var jobs = host.Get<JobParts<DriversDb>>().Store.Sql.Jobs;
        await DriversOnSqlite.UntilAsync(async () => await host.CountAsync(jobs, $"unique_key like '{ride.Ride}%'") == 0);

        (await ada.StateAsync()).State.ShouldBe("free");
        var (bob, other) = await KeptAsync(host.Somewhere());
        await host.ReleaseAsync(other, "");
        await host.QuietAsync();
        (await bob.StateAsync()).State.ShouldBe("free");
        (host.Heard.FoundFor(ride.Ride).Count, host.Heard.Nobody.Count(told => told.Ride == ride.Ride)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_is_wanted_and_let_go_at_once_leaves_nobody_kept()
    {
        var spot = host.Somewhere();
        var drivers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.FreeAsync(spot)));
        var rides = Enumerable.Range(0, 10).Select(_ => DriversOnSqlite.Ride(spot)).ToList();

        await Task.WhenAll(rides.SelectMany(ride => (Task[])[host.WantAsync(ride), host.ReleaseAsync(ride.Ride, "")]));
        await host.QuietAsync();

        foreach (var driver in drivers)
        {
            (await driver.StateAsync()).ShouldBe(("free", false, null));
        }
    }

    [Fact]
    public async Task Nobody_has_a_driver_for_two_rounds_however_they_cross()
    {
        var spot = host.Somewhere();
        var drivers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.FreeAsync(spot)));
        var ride = DriversOnSqlite.Ride(spot);

        await Task.WhenAll(Enumerable.Range(1, 5).Select(round => host.WantAsync(ride with { Round = round })));
        await host.QuietAsync();

        var kept = 0;
        foreach (var driver in drivers)
        {
            kept += (await driver.StateAsync()).Ride == ride.Ride ? 1 : 0;
        }

        kept.ShouldBe(1);
        host.Heard.FoundFor(ride.Ride)[^1].Round.ShouldBe(5);
    }

    private async Task<(DriversClient Driver, Guid Ride)> KeptAsync(Spot spot)
    {
        var (driver, ride) = (await host.FreeAsync(spot), DriversOnSqlite.Ride(spot));
        await host.WantAsync(ride);
        await DriversOnSqlite.UntilAsync(async () => (await driver.StateAsync()).Ride == ride.Ride);
        return (driver, ride.Ride);
    }
}

public sealed class Releases_on_SQLite(DriversOnSqlite host) : ReleaseTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Releases_on_PostgreSQL(DriversOnPostgreSql host) : ReleaseTests(host), IClassFixture<DriversOnPostgreSql>;
