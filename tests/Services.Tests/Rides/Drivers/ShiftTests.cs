using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>A driver says whether he takes rides.</summary>
[Trait("Requirement", "R22")]
public abstract class ShiftTests(DriversOnSqlite host)
{
    [Fact]
    public async Task Going_on_needs_a_place_of_the_last_minute()
    {
        var (spot, ada) = (host.Somewhere(), host.Somebody());
        await ada.BecomeAsync();

        ((string)(await ada.FailAsync(HttpMethod.Put, "/me/shift", HttpStatusCode.BadRequest, new { on = true }))["errors"]![0]!["pointer"]!).ShouldBe("#/lat");
        await ada.StandAsync(spot.Lat, spot.Lon);
        ((string)(await ada.PutAsync("/me/shift", new { on = true }))["state"]!).ShouldBe("free");

        await ada.PutAsync("/me/shift", new { on = false });
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-61);
        await host.Session.WriteAsync((db, ct) => db.Drivers.Where(driver => driver.Subject == ada.Subject).ExecuteUpdateAsync(set => set.SetProperty(driver => driver.PositionAt, old), ct), default);
        await ada.FailAsync(HttpMethod.Put, "/me/shift", HttpStatusCode.BadRequest, new { on = true });
        ((string)(await ada.PutAsync("/me/shift", new { on = true, lat = spot.Lat, lon = spot.Lon }))["state"]!).ShouldBe("free");
    }

    [Fact]
    public async Task Said_twice_it_is_said_once()
    {
        var ada = await host.FreeAsync(host.Somewhere());
        var version = (long)(await ada.GetAsync("/me"))["version"]!;

        ((long)(await ada.PutAsync("/me/shift", new { on = true }))["version"]!).ShouldBe(version);
        ((long)(await ada.PutAsync("/me/shift", new { on = false }))["version"]!).ShouldBe(version + 1);
        ((long)(await ada.PutAsync("/me/shift", new { on = false }))["version"]!).ShouldBe(version + 1);
    }

    [Fact]
    public async Task Whoever_wants_to_be_off_while_a_ride_has_him_is_off_behind_it()
    {
        var spot = host.Somewhere();
        var (ada, ride) = (await host.FreeAsync(spot), DriversOnSqlite.Ride(spot));
        await host.WantAsync(ride);
        await DriversOnSqlite.UntilAsync(async () => (await ada.StateAsync()).State == "kept");

        await ada.PutAsync("/me/shift", new { on = false });
        (await ada.StateAsync()).ShouldBe(("kept", true, ride.Ride));
        await ada.PutAsync("/me/shift", new { on = true });
        (await ada.StateAsync()).ShouldBe(("kept", false, ride.Ride));
        await ada.PutAsync("/me/shift", new { on = false });
        await host.ReleaseAsync(ride.Ride, ada.Subject);
        await host.QuietAsync();

        (await ada.StateAsync()).ShouldBe(("off", false, null));
    }

    [Fact]
    public async Task Whoever_goes_off_in_the_moment_in_which_he_is_found_is_off_or_off_behind_the_ride()
    {
        var spot = host.Somewhere();
        var drivers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.FreeAsync(spot)));
        var rides = drivers.Select(_ => DriversOnSqlite.Ride(spot)).ToArray();

        await Task.WhenAll((Task[])[host.WantAsync(rides), .. drivers.Select(driver => driver.PutAsync("/me/shift", new { on = false }))]);
        await host.QuietAsync();

        foreach (var driver in drivers)
        {
            var (state, wantsOff, ride) = await driver.StateAsync();
            (state, wantsOff).ShouldBe(ride is null ? ("off", false) : ("kept", true));
        }
    }

    [Theory]
    [InlineData("""{}""", "#/on")]
    [InlineData("""{"on":"yes"}""", "#/on")]
    [InlineData("""{"on":true,"lat":1}""", "#/lon")]
    [InlineData("""{"on":true,"lat":90.1,"lon":1}""", "#/lat")]
    public async Task What_breaks_a_rule_is_400_and_names_the_member(string body, string pointer)
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();

        ((string)(await ada.FailAsync(HttpMethod.Put, "/me/shift", HttpStatusCode.BadRequest, JsonNode.Parse(body)))["errors"]![0]!["pointer"]!).ShouldBe(pointer);
    }

    [Fact]
    public async Task Whoever_is_no_driver_has_no_shift() => await host.Somebody().FailAsync(HttpMethod.Put, "/me/shift", HttpStatusCode.NotFound, new { on = false });
}

public sealed class Shifts_on_SQLite(DriversOnSqlite host) : ShiftTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Shifts_on_PostgreSQL(DriversOnPostgreSql host) : ShiftTests(host), IClassFixture<DriversOnPostgreSql>;
