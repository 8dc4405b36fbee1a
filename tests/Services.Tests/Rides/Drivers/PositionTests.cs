using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.Rides.Drivers.Positions;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>Where a driver is, and where he was.</summary>
[Trait("Requirement", "R22")]
public abstract class PositionTests(DriversOnSqlite host)
{
    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task The_latest_is_kept_and_what_comes_out_of_order_changes_nothing()
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();
        var before = Now.AddSeconds(-30);

        await ada.StandAsync(-0.000001, 179.5, before);
        (await PlaceAsync(ada)).ShouldBe((-1, 179_500_000));
        await ada.StandAsync(10, 20, before.AddSeconds(-1));
        (await PlaceAsync(ada)).ShouldBe((-1, 179_500_000));
        await ada.StandAsync(48.2081743, 16.3738189);
        (await PlaceAsync(ada)).ShouldBe((48_208_174, 16_373_819));
        await ada.StandAsync(1, 2, Now.AddMinutes(10));
        await ada.StandAsync(3, 4);
        (await PlaceAsync(ada)).ShouldBe((3_000_000, 4_000_000), "a clock that is ahead does not stop the next ones");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2001-01-01T00:00:00Z")]
    public async Task What_is_older_than_is_kept_is_taken_and_changes_nothing(string at)
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();

        var (status, _) = await ada.AskAsync(HttpMethod.Put, "/me/position", new { lat = 1, lon = 2, at });

        status.ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync("/me/positions"))["items"]!.AsArray().ShouldBeEmpty();
        await host.Somebody().FailAsync(HttpMethod.Put, "/me/position", HttpStatusCode.NotFound, new { lat = 1, lon = 2, at });
    }

    [Fact]
    public async Task The_history_has_a_line_each_ten_seconds_and_twenty_metres()
    {
        var (ada, bob, start) = (host.Somebody(), host.Somebody(), Now.AddMinutes(-10));
        await ada.BecomeAsync();
        await bob.BecomeAsync();
        await bob.StandAsync(1, 1);

        await ada.StandAsync(52.52, 13.4, start);
        await ada.StandAsync(52.53, 13.4, start.AddSeconds(9));
        await ada.StandAsync(52.52001, 13.4, start.AddSeconds(20));
        await ada.StandAsync(52.5202, -13.4, start.AddSeconds(25));

        var shown = await ada.GetAsync("/me/positions");
        shown["items"]!.AsArray().Select(line => ((double)line!["lat"]!, (double)line["lon"]!)).ShouldBe([(52.5202, -13.4), (52.52, 13.4)]);
        shown["items"]![1]!.ToJsonString().ShouldContain("\"lat\":52.520000,\"lon\":13.400000");
        await ada.FailAsync(HttpMethod.Get, "/me/positions?driver=1", HttpStatusCode.BadRequest);
        await host.Somebody().FailAsync(HttpMethod.Get, "/me/positions", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_is_read_on_by_its_cursor()
    {
        var (ada, start) = (host.Somebody(), Now.AddMinutes(-10));
        await ada.BecomeAsync();
        for (var i = 0; i < 5; i++)
        {
            await ada.StandAsync(i, 1, start.AddSeconds(11 * i));
        }

        var first = await ada.GetAsync("/me/positions?limit=3");
        var second = await ada.GetAsync($"/me/positions?limit=3&cursor={Uri.EscapeDataString((string)first["next_cursor"]!)}");

        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(line => (double)line!["lat"]!).ShouldBe([4, 3, 2, 1, 0]);
    }

    [Fact]
    public async Task Lines_of_more_than_seven_days_are_taken_away()
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();
        await ada.StandAsync(1, 1, Now.AddDays(-7).AddMinutes(1));
        await ada.StandAsync(2, 1, Now.AddDays(-7).AddMinutes(2));
        await host.Session.WriteAsync((db, ct) => db.Positions.Where(line => line.LatE6 == 1_000_000 && db.Drivers.Any(one => one.Id == line.DriverId && one.Subject == ada.Subject))
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.At, Now.AddDays(-7).AddMinutes(-1)), ct), default);
        (await ada.GetAsync("/me/positions"))["items"]!.AsArray().Count.ShouldBe(2);

        await host.Get<PruneHistory>().HandleAsync(default);

        (await ada.GetAsync("/me/positions"))["items"]!.AsArray().Select(line => (double)line!["lat"]!).ShouldBe([2]);
    }

    [Fact]
    public async Task Many_at_once_leave_one_line()
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ada.StandAsync(5 + (i / 100.0), 1)));

        (await ada.GetAsync("/me/positions"))["items"]!.AsArray().Count.ShouldBe(1);
        host.Get<QueryBudget>().Findings.Where(finding => finding.Endpoint.Contains("position", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"lon":1}""", "#/lat")]
    [InlineData("""{"lat":90.000001,"lon":1}""", "#/lat")]
    [InlineData("""{"lat":1,"lon":-180.1}""", "#/lon")]
    [InlineData("""{"lat":"1","lon":1}""", "#/lat")]
    [InlineData("""{"lat":1,"lon":1e400}""", "#/lon")]
    [InlineData("""{"lat":1,"lon":1,"at":"yesterday"}""", "#/at")]
    public async Task What_breaks_a_rule_is_400_and_names_the_member(string body, string pointer)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var ada = host.Somebody();
        await ada.BecomeAsync();
        using var answer = await ada.SendTextAsync(HttpMethod.Put, "/me/position", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!["pointer"]!).ShouldBe(pointer);
    }

    [Fact]
    public async Task Whoever_is_no_driver_is_nowhere() => await host.Somebody().FailAsync(HttpMethod.Put, "/me/position", HttpStatusCode.NotFound, new { lat = 1, lon = 1 });

    private Task<(int?, int?)> PlaceAsync(DriversClient driver) => host.Session.ReadAsync(
        async (db, ct) =>
        {
            var row = await db.Drivers.SingleAsync(one => one.Subject == driver.Subject, ct);
            return (row.LatE6, row.LonE6);
        },
        default);
}

public sealed class Positions_on_SQLite(DriversOnSqlite host) : PositionTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Positions_on_PostgreSQL(DriversOnPostgreSql host) : PositionTests(host), IClassFixture<DriversOnPostgreSql>;
