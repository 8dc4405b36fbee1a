using System.Globalization;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>Rides from the registration to the payment, by nothing but the public API; all that the modules know of each other comes by events.</summary>
[Trait("Requirement", "R22")]
[Trait("Requirement", "R69")]
public abstract class WholeRideTests(IRidesHost host)
{
    // Each test has a town of its own: who is free in it was put there by the test.
    private static int _towns;
    private readonly double _lat = -60 + Interlocked.Increment(ref _towns);
    private const double Lon = 12.5;

    [Fact]
    public async Task Somebody_registers_rides_and_pays_and_the_driver_is_free_where_the_ride_ended()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, _lat, Lon));
        var ride = await rider.RideAsync(_lat, Lon);

        var matched = await rider.UntilAsync($"/{ride}", "status", "matched");
        ((string)matched["driver_name"]!, (string)matched["vehicle"]!).ShouldBe(("Ada Driver", "Yellow van"));
        (await driver.OfferAsync()).ShouldBe(ride);
        await driver.DriveAsync(ride);
        var owed = await rider.UntilAsync($"/payments/{ride}", "state", "due");
        var fare = (decimal)(await rider.GetAsync($"/{ride}"))["fare"]!;
        ((decimal)owed["amount"]!).ShouldBe(fare);
        fare.ShouldBeGreaterThanOrEqualTo(5);
        await rider.PayAsync(ride);
        await rider.UntilAsync($"/payments/{ride}", "state", "paid");
        var paid = await rider.UntilAsync($"/{ride}", "payment", "paid");

        paid["paid_at"].ShouldNotBeNull();
        await driver.UntilAsync("/drivers/me", "state", "free");
        Facts(await rider.GetAsync($"/{ride}/history")).ShouldBe(["requested", "driver_kept", "accepted", "started", "finished", "paid"]);
        (await rider.AskAsync(HttpMethod.Post, $"/payments/{ride}/pay", new { method = "card-ok" }, "again")).Status.ShouldBe(409);
        var next = await rider.RideAsync(_lat + 0.03, Lon);
        await rider.UntilAsync($"/{next}", "status", "matched");
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public async Task Rides_what_they_cost_and_how_long_a_rider_waits_are_measured()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, _lat, Lon));
        var before = await MeasuredAsync();
        await rider.RideAsync(_lat, Lon);
        await driver.DriveAsync(await driver.OfferAsync());

        var after = await MeasuredAsync();

        foreach (var name in (string[])["rides_trips_total{status=\"requested\"}", "rides_trips_total{status=\"finished\"}", "rides_fare_count", "rides_match_duration_seconds_count"])
        {
            after[name].ShouldBe(before.GetValueOrDefault(name) + 1, name);
        }

        after["rides_fare_sum"].ShouldBeGreaterThanOrEqualTo(before.GetValueOrDefault("rides_fare_sum") + 5);
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public async Task What_a_driver_gives_back_is_counted_and_is_no_second_request()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, _lat, Lon));
        var before = await MeasuredAsync();

        await rider.RideAsync(_lat, Lon);
        await driver.StepAsync(await driver.OfferAsync(), "decline", 204);

        var after = await MeasuredAsync();
        foreach (var name in (string[])["rides_trips_total{status=\"requested\"}", "rides_trips_total{status=\"declined\"}"])
        {
            after[name].ShouldBe(before.GetValueOrDefault(name) + 1, name);
        }

        (await host.MetricsAsync()).Split('\n').ShouldContain(line => line.StartsWith("# HELP rides_trips_total", StringComparison.Ordinal) && line.Contains("declined", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cancels_while_a_driver_is_looked_for_keeps_nobody_who_comes_later()
    {
        var rider = await RidePerson.NewAsync(host);
        var ride = await rider.RideAsync(_lat, Lon);

        await rider.StepAsync(ride, "cancel");
        var (driver, other) = (await RidePerson.NewDriverAsync(host, _lat, Lon), await RidePerson.NewAsync(host));
        var next = await other.RideAsync(_lat, Lon);

        await other.UntilAsync($"/{next}", "status", "matched");
        (await driver.OfferAsync()).ShouldBe(next);
        ((string)(await rider.GetAsync($"/{ride}"))["status"]!).ShouldBe("cancelled");
        (await rider.GetAsync("/payments"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_driver_who_says_no_is_free_and_the_next_one_is_asked()
    {
        var (rider, near) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, _lat, Lon));
        var ride = await rider.RideAsync(_lat, Lon);
        (await near.OfferAsync()).ShouldBe(ride);
        var far = await RidePerson.NewDriverAsync(host, _lat + 0.01, Lon);

        await near.StepAsync(ride, "decline", 204);

        (await far.OfferAsync()).ShouldBe(ride);
        await near.UntilAsync("/drivers/me", "state", "free");
        await far.DriveAsync(ride);
        await rider.UntilAsync($"/payments/{ride}", "state", "due");
    }

    [Fact]
    public async Task Nobody_is_his_own_driver()
    {
        var (both, driver) = (await RidePerson.NewDriverAsync(host, _lat, Lon), await RidePerson.NewDriverAsync(host, _lat + 0.01, Lon));

        var ride = await both.RideAsync(_lat, Lon);
        (await driver.OfferAsync()).ShouldBe(ride);
        await driver.StepAsync(ride, "decline", 204);

        await both.UntilAsync($"/{ride}", "status", "requested");
        (await both.GetAsync("/drivers/me"))["ride"].ShouldBeNull("he is nearest, free, and the rider");
    }

    [Fact]
    public async Task Who_cannot_pay_is_told_why_gets_no_other_ride_and_pays_again()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, _lat, Lon));
        var ride = await rider.RideAsync(_lat, Lon);
        await driver.DriveAsync(await driver.OfferAsync());
        await rider.UntilAsync($"/payments/{ride}", "state", "due");

        await rider.PayAsync(ride, "card-declined");

        var refused = await rider.UntilAsync($"/{ride}", "payment", "refused");
        ((string)refused["payment_reason"]!).ShouldNotBeEmpty();
        (await rider.AskAsync(HttpMethod.Post, "/", new { pickup = new { lat = _lat, lon = Lon }, dropoff = new { lat = _lat + 0.01, lon = Lon } })).Status.ShouldBe(409);
        await rider.PayAsync(ride);
        await rider.UntilAsync($"/{ride}", "payment", "paid");
        await rider.RideAsync(_lat, Lon);
    }

    [Fact]
    public async Task Whom_a_caller_on_this_machine_says_that_he_is_is_the_same_at_all_modules()
    {
        RidePerson Said(string email) => new(host.Client, $"Development {email}");
        var (rider, driver) = (Said($"rider{_lat}@desk.example"), Said($"driver{_lat}@desk.example"));
        await driver.BecomeDriverAsync(_lat, Lon);
        var ride = await rider.RideAsync(_lat, Lon);
        await driver.DriveAsync(await driver.OfferAsync());
        await rider.UntilAsync($"/payments/{ride}", "state", "due");

        await rider.PayAsync(ride);

        await rider.UntilAsync($"/{ride}", "payment", "paid");
        (await Said("somebody@desk.example").AskAsync(HttpMethod.Get, $"/{ride}")).Status.ShouldBe(404);
    }

    private async Task<Dictionary<string, double>> MeasuredAsync() => (await host.MetricsAsync()).Split('\n')
        .Where(line => line.StartsWith("rides_", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));

    private static IEnumerable<string> Facts(JsonNode history) => history["items"]!.AsArray().Select(line => (string)line!["fact"]!["kind"]!);
}

public sealed class Whole_rides_on_SQLite(RidesOnSqlite host) : WholeRideTests(host), IClassFixture<RidesOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Whole_rides_on_PostgreSQL(RidesOnPostgreSql host) : WholeRideTests(host), IClassFixture<RidesOnPostgreSql>;
