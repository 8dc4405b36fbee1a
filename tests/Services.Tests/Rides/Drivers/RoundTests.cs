using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>A ride is looked for round by round: again while nobody is there, once for each, and until it is too late.</summary>
[Trait("Requirement", "R22")]
public abstract class RoundTests(DriversOnSqlite host)
{
    [Fact]
    public async Task While_nobody_is_there_it_is_asked_again_and_whoever_comes_is_found()
    {
        var spot = host.Somewhere();
        var ride = DriversOnSqlite.Ride(spot);
        await host.WantAsync(ride);
        await host.QuietAsync();
        (await AskedAgainAsync(ride.Ride)).ShouldBe(1);

        var ada = await host.FreeAsync(spot);

        (await host.FoundAsync(ride.Ride)).Driver.Subject.ShouldBe(ada.Subject);
        await DriversOnSqlite.UntilAsync(async () => await AskedAgainAsync(ride.Ride) == 0);
        host.Heard.Nobody.ShouldNotContain(told => told.Ride == ride.Ride);
    }

    [Fact]
    public async Task When_it_is_too_late_nobody_is_told_once()
    {
        var ride = DriversOnSqlite.Ride(host.Somewhere(), seconds: 1);
        await host.WantAsync(ride);
        await DriversOnSqlite.UntilAsync(() => Task.FromResult(host.Heard.Nobody.Any(told => told.Ride == ride.Ride)));

        await host.FreeAsync(ride.Pickup);
        await host.WantAsync(ride, ride with { Until = ride.Until.AddMinutes(1) });
        await host.QuietAsync();

        host.Heard.Nobody.Where(told => told.Ride == ride.Ride).ShouldBe([new(ride.Ride, 1)]);
        host.Heard.FoundFor(ride.Ride).ShouldBeEmpty("the round has its answer");
    }

    [Fact]
    public async Task A_round_that_comes_twice_has_one_driver_and_one_answer()
    {
        var spot = host.Somewhere();
        await host.FreeAsync(spot);
        await host.FreeAsync(spot);
        var ride = DriversOnSqlite.Ride(spot);

        await host.WantAsync(ride, ride, ride);
        await host.QuietAsync();

        host.Heard.FoundFor(ride.Ride).Count.ShouldBe(1);
        (await host.KeptAsync(ride.Ride)).ShouldBe(1);
    }

    [Fact]
    public async Task A_later_round_lets_the_driver_of_the_earlier_one_go_and_an_earlier_one_behind_it_does_nothing()
    {
        var spot = host.Somewhere();
        var (ada, bob) = (await host.FreeAsync(DriversOnSqlite.Off(spot, 10)), await host.FreeAsync(DriversOnSqlite.Off(spot, 100)));
        var first = DriversOnSqlite.Ride(spot);
        await host.WantAsync(first);
        (await host.FoundAsync(first.Ride)).Driver.Subject.ShouldBe(ada.Subject);

        await host.WantAsync(DriversOnSqlite.Ride(spot, round: 2, ride: first.Ride, except: ada.Subject), first);
        await host.ReleaseAsync(first.Ride, ada.Subject);
        await host.QuietAsync();

        host.Heard.FoundFor(first.Ride).Select(found => (found.Round, found.Driver.Subject)).ShouldBe([(1, ada.Subject), (2, bob.Subject)]);
        ((await ada.StateAsync()).State, (await bob.StateAsync()).Ride).ShouldBe(("free", first.Ride));
    }

    [Fact]
    public async Task What_was_asked_for_days_ago_is_forgotten_unless_it_has_a_driver()
    {
        var spot = host.Somewhere();
        await host.FreeAsync(spot);
        var (kept, over) = (DriversOnSqlite.Ride(spot), DriversOnSqlite.Ride(host.Somewhere()));
        await host.WantAsync(kept);
        await host.ReleaseAsync(over.Ride, "");
        await host.QuietAsync();
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        await host.Session.WriteAsync(
            (db, ct) => db.AskedRides.Where(asked => asked.Ride == kept.Ride || asked.Ride == over.Ride).ExecuteUpdateAsync(set => set.SetProperty(asked => asked.AskedAt, old), ct), default);

        await host.Get<PruneHistory>().HandleAsync(default);

        (await host.Session.ReadAsync((db, ct) => db.AskedRides.Where(asked => asked.AskedAt == old).Select(asked => asked.Ride).ToListAsync(ct), default)).ShouldBe([kept.Ride]);
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public async Task What_becomes_of_looks_and_what_drivers_do_is_counted()
    {
        var ride = DriversOnSqlite.Ride(host.Somewhere());
        await host.FreeAsync(ride.Pickup);
        await host.WantAsync(ride);
        await host.QuietAsync();

        await host.Client.GetStringAsync("/metrics");
        await host.Get<DriverCounts>().Counting;
        var metrics = await host.Client.GetStringAsync("/metrics");

        metrics.ShouldContain($"rides_matches_total{{outcome=\"{MatchOutcome.Found}\"}} ");
        metrics.ShouldContain("rides_driver_search_duration_seconds_count");
        metrics.ShouldContain($"rides_drivers{{state=\"{DriverState.Kept}\"}} ");
    }

    private Task<long> AskedAgainAsync(Guid ride) => host.CountAsync(host.Get<JobParts<DriversDb>>().Store.Sql.Jobs, $"kind = '{MatchRide.Still.Name}' and unique_key like '{ride}%'");
}

public sealed class Rounds_on_SQLite(DriversOnSqlite host) : RoundTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Rounds_on_PostgreSQL(DriversOnPostgreSql host) : RoundTests(host), IClassFixture<DriversOnPostgreSql>;
