using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Apart;

/// <summary>The same rides where each module is a host of its own, and RabbitMQ is between them.</summary>
[Trait("Server", "RabbitMQ")]
public sealed class Whole_rides_apart(RidesApart host) : WholeRideTests(host), IClassFixture<RidesApart>
{
    private const double Lat = 80, Lon = -12.5;

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task Who_asks_while_the_drivers_module_is_away_is_matched_when_it_is_back()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, Lat, Lon));
        await host.StopAsync("rides_drivers");
        var ride = await rider.RideAsync(Lat, Lon);
        ((string)(await rider.GetAsync($"/{ride}"))["status"]!).ShouldBe("requested");

        await host.StartAsync("rides_drivers");

        await rider.UntilAsync($"/{ride}", "status", "matched");
        await driver.DriveAsync(ride);
    }

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task What_is_owed_while_the_payments_are_away_is_owed_once_and_paid_when_they_are_back()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, Lat + 1, Lon));
        var ride = await rider.RideAsync(Lat + 1, Lon);
        (await driver.OfferAsync()).ShouldBe(ride);
        await host.StopAsync("rides_payments");
        await driver.DriveAsync(ride);

        await host.StartAsync("rides_payments");

        await rider.UntilAsync($"/payments/{ride}", "state", "due");
        await rider.PayAsync(ride);
        await rider.UntilAsync($"/{ride}", "payment", "paid");
        (await rider.GetAsync("/payments"))["items"]!.AsArray().Count.ShouldBe(1);
    }
}
