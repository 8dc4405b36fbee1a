namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>A driver whose phone is dead, or who has left, with somebody's ride.</summary>
[Trait("Requirement", "R22")]
[Trait("Requirement", "R23")]
public abstract class GoneDriverTests(RidesOnSqlite host)
{
    private const double Lat = 61, Lon = -12.5;

    [Fact]
    public async Task A_ride_whose_driver_is_gone_is_ended_by_the_operator_and_its_rider_and_its_driver_are_free()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, Lat, Lon));
        var ride = await rider.RideAsync(Lat, Lon);
        await driver.OfferAsync();
        await driver.StepAsync(ride, "accept");
        await driver.StepAsync(ride, "start");
        await rider.StepAsync(ride, "cancel", 409);

        await new RidePerson(host.Client, "Development operator@example.com").GoodAsync(HttpMethod.Post, $"/admin/rides/{ride}/end", 200, new { reason = "The driver is gone." });

        (await driver.UntilAsync("/drivers/me", "state", "free"))["ride"].ShouldBeNull();
        var next = await rider.RideAsync(Lat, Lon);
        (await driver.OfferAsync()).ShouldBe(next);
        (await rider.GetAsync("/payments"))["items"]!.AsArray().ShouldBeEmpty();
    }
}

public sealed class GoneDriver_on_SQLite(RidesOnSqlite host) : GoneDriverTests(host), IClassFixture<RidesOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class GoneDriver_on_PostgreSQL(RidesOnPostgreSql host) : GoneDriverTests(host), IClassFixture<RidesOnPostgreSql>;
