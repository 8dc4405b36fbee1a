using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>Twenty ride and twenty drive at once: each ride has one driver at a time, each driver one ride, and each fare is taken once.</summary>
[Trait("Requirement", "R22")]
public abstract class TownTests(RidesOnSqlite host)
{
    private const int People = 20, RidesEach = 1;

    [Fact]
    public async Task No_ride_is_lost_no_driver_has_two_and_nobody_pays_twice()
    {
        var town = new Town(host, 40.7, -74);
        await town.SettleAsync(People, People);

        var rides = await town.LiveAsync(RidesEach);

        rides.DistinctBy(one => one.Ride).Count().ShouldBe(People * RidesEach);
        (await new TownBooks(host).FaultsAsync(rides, town.Drivers)).ShouldBeEmpty();
    }
}

public sealed class Town_on_SQLite(RidesOnSqlite host) : TownTests(host), IClassFixture<RidesOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Town_on_PostgreSQL(RidesOnPostgreSql host) : TownTests(host), IClassFixture<RidesOnPostgreSql>;
