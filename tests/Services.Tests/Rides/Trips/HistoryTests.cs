using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Matching;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>What happened to a ride is kept, and the ride can be made anew of it while it is ridden.</summary>
public abstract class HistoryTests(TripsOnSqlite host)
{
    private readonly Person _rider = host.New();
    private readonly Person _driver = host.New();
    private readonly Person _operator = host.New(RidesService.Operator);

    [Fact]
    public async Task It_tells_what_happened_in_its_order_to_those_whose_ride_it_is()
    {
        var ride = await MatchedAsync();
        await _driver.StepAsync(ride, "accept");
        await _driver.StepAsync(ride, "start");

        var lines = (await _rider.GetAsync($"/{ride}/history"))["items"]!.AsArray();

        lines.Select(line => (string)line!["fact"]!["kind"]!).ShouldBe(["requested", "driver_kept", "accepted", "started"]);
        lines.Select(line => (int)line!["version"]!).ShouldBe([1, 2, 3, 4]);
        (await _driver.GetAsync($"/{ride}/history"))["items"]!.AsArray().Count.ShouldBe(4);
        (await _operator.GetAsync($"/admin/rides/{ride}/history"))["items"]!.AsArray().Count.ShouldBe(4);
        (await host.New().AskAsync(HttpMethod.Get, $"/{ride}/history")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "R84")]
    public async Task Who_said_no_is_named_to_whoever_looks_after_the_rides_alone()
    {
        var (ride, next) = (await MatchedAsync(), host.New());
        await _driver.StepAsync(ride, "decline", HttpStatusCode.NoContent);
        await host.Heard.TellAsync(RideEvents.Found, new(ride, 2, next.Card, 80));
        await _rider.UntilAsync(ride, "status", RideStatus.Matched);
        await next.StepAsync(ride, "accept");

        foreach (var history in (JsonNode[])[await _rider.GetAsync($"/{ride}/history"), await next.GetAsync($"/{ride}/history")])
        {
            var kept = history["items"]!.AsArray().Select(line => line!["fact"]!).Where(fact => (string)fact["kind"]! == "driver_kept").ToList();
            (kept.Count, kept[0]["driver"], (string)kept[1]["driver"]!["plate"]!).ShouldBe((2, null, next.Card.Plate));
            history.ToJsonString().ShouldNotContain(_driver.Card.Plate);
            history.ToJsonString().ShouldNotContain(_driver.Subject);
        }

        (await _operator.GetAsync($"/admin/rides/{ride}/history")).ToJsonString().ShouldContain(_driver.Card.Plate);
    }

    [Fact]
    public async Task Rides_are_made_anew_while_they_are_ridden()
    {
        var (spoiled, ridden) = (await MatchedAsync(), await host.New().RideAsync());
        var before = await _rider.GetAsync($"/{spoiled}");
        await host.Get<Session<TripsDb>>().WriteAsync(
            (db, ct) => db.Rides.Where(ride => ride.PublicId == spoiled).ExecuteUpdateAsync(set => set.SetProperty(ride => ride.DistanceM, 1).SetProperty(ride => ride.Plate, "WRONG"), ct), CancellationToken.None);

        var rebuilt = _operator.RebuildAsync();
        await host.Heard.TellAsync(RideEvents.Found, new(ridden, 1, host.New().Card, 5));
        await rebuilt;

        (await _rider.GetAsync($"/{spoiled}")).ToJsonString().ShouldBe(before.ToJsonString());
        await host.Heard.ShouldHearAsync<DriverWanted>(told => told.Ride == ridden);
        (await _rider.AskAsync(HttpMethod.Post, "/admin/rebuild")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Two_lines_that_follow_the_same_one_cannot_both_be_there()
    {
        var ride = await MatchedAsync();

        await Should.ThrowAsync<DbUpdateException>(host.Get<Session<TripsDb>>().WriteAsync(
            async (db, ct) => db.Events.Add(new() { RideId = await db.Rides.Where(one => one.PublicId == ride).Select(one => one.Id).SingleAsync(ct), Version = 2, Fact = "{}", At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) }),
            CancellationToken.None));
    }

    [Fact]
    public async Task A_driver_who_is_silent_is_not_waited_for_and_a_search_that_nobody_answers_ends()
    {
        var (silent, forgotten) = (await MatchedAsync(), await host.New().RideAsync());
        var jobs = host.Get<ServiceJobs<TripsDb>>();

        await jobs.EnqueueAsync(EndOffer.Kind, new(silent, 1), CancellationToken.None);
        await jobs.EnqueueAsync(EndSearch.Kind, new(forgotten, 1), CancellationToken.None);

        (await host.Heard.ShouldHearAsync<DriverWanted>(told => told.Ride == silent && told.Round == 2)).Except.ShouldBe([_rider.Subject, _driver.Subject]);
        (await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == silent)).Driver.ShouldBe(_driver.Subject);
        await _rider.UntilAsync(silent, "status", RideStatus.Requested);
        await UntilUnservedAsync(forgotten);

        // Of a round that is over both say nothing.
        await jobs.EnqueueAsync(EndSearch.Kind, new(silent, 1), CancellationToken.None);
        await host.Heard.TellAsync(RideEvents.Found, new(silent, 2, host.New().Card, 5));
        await _rider.UntilAsync(silent, "status", RideStatus.Matched);
    }

    private async Task UntilUnservedAsync(Guid ride)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((string)(await _operator.GetAsync($"/admin/rides/{ride}"))["status"]! != RideStatus.Unserved)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<Guid> MatchedAsync()
    {
        var ride = await _rider.RideAsync();
        await host.Heard.TellAsync(RideEvents.Found, new(ride, 1, _driver.Card, 120));
        await _rider.UntilAsync(ride, "status", RideStatus.Matched);
        return ride;
    }
}

public sealed class RideHistory_on_SQLite(TripsOnSqlite host) : HistoryTests(host), IClassFixture<TripsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class RideHistory_on_PostgreSQL(TripsOnPostgreSql host) : HistoryTests(host), IClassFixture<TripsOnPostgreSql>;
