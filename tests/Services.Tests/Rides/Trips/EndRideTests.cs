using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>A ride that has started is ended by its driver alone, and by whoever looks after the rides where he is gone.</summary>
[Trait("Requirement", "R22")]
public abstract class EndRideTests(TripsOnSqlite host)
{
    private static readonly object Why = new { reason = "The driver's phone is dead." };
    private readonly Person _rider = host.New();
    private readonly Person _driver = host.New();
    private readonly Person _operator = host.New(RidesService.Operator);

    [Fact]
    public async Task One_that_was_ended_is_over_owes_nothing_and_is_the_same_when_it_is_made_anew()
    {
        var ride = await MatchedAsync();
        await _driver.StepAsync(ride, "accept");
        await _driver.StepAsync(ride, "start");

        var ended = (await EndAsync(ride))!;

        ((string)ended["status"]!, (string)ended["payment"]!, ended["fare"], ended["ended_at"] is not null).ShouldBe((RideStatus.Ended, PaymentState.None, null, true));
        ((int)(await EndAsync(ride))!["version"]!).ShouldBe((int)ended["version"]!, "twice is once");
        (await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == ride)).ShouldBe(new(ride, _driver.Subject, null));
        host.Heard.Of<MoneyOwed>().ShouldNotContain(told => told.Ride == ride);
        ((string)(await _driver.AskAsync(HttpMethod.Post, $"/{ride}/finish")).Body!["detail"]!).ShouldContain("The ride is ended");
        var last = (await _rider.GetAsync($"/{ride}/history"))["items"]!.AsArray()[^1]!["fact"]!;
        ((string)last["kind"]!, (string)last["reason"]!).ShouldBe(("ended", "The driver's phone is dead."));

        await _operator.RebuildAsync();
        (await _operator.GetAsync($"/admin/rides/{ride}")).ToJsonString().ShouldBe(ended.ToJsonString());
        await _rider.RideAsync();
    }

    [Fact]
    public async Task Whoever_looks_for_a_driver_does_so_no_more()
    {
        var ride = await _rider.RideAsync();

        await EndAsync(ride);

        (await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == ride)).Driver.ShouldBe(DriverReleased.Whoever);
        await host.Heard.TellAsync(RideEvents.Found, new(ride, 1, _driver.Card, 10));
        await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Driver == _driver.Subject);
        (await _rider.StatusAsync(ride)).ShouldBe(RideStatus.Ended);
    }

    [Fact]
    public async Task One_that_is_over_is_409_and_stays_so()
    {
        var ride = await _rider.RideAsync();
        await _rider.StepAsync(ride, "cancel");

        ((string)(await EndAsync(ride, HttpStatusCode.Conflict))!["detail"]!).ShouldContain("The ride is cancelled");
        (await _rider.StatusAsync(ride)).ShouldBe(RideStatus.Cancelled);
        await EndAsync(Guid.NewGuid(), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_has_ended_it_is_in_the_audit_trail()
    {
        var ride = await _rider.RideAsync();
        await EndAsync(ride);
        await EndAsync(ride);

        var lines = (await _operator.GetAsync($"/admin/trail?object_kind=ride&object_id={ride}"))["items"]!.AsArray();

        ((string)lines.Single()!["action"]!, (string)lines[0]!["who"]!).ShouldBe(("ended", _operator.Subject));
        (await _rider.AskAsync(HttpMethod.Get, "/admin/trail")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"reason":"  "}""")]
    [InlineData("""{"reason":"201"}""")]
    [Trait("Requirement", "R3")]
    public async Task A_reason_has_1_to_200_characters(string body)
    {
        var ride = await _rider.RideAsync();

        var (status, problem) = await _operator.AskAsync(HttpMethod.Post, $"/admin/rides/{ride}/end", JsonNode.Parse(body.Replace("201", new string('x', 201), StringComparison.Ordinal)));

        (status, (string)problem!["errors"]![0]!["pointer"]!).ShouldBe((HttpStatusCode.BadRequest, "#/reason"));
        foreach (var other in (Person[])[_rider, _driver])
        {
            (await other.AskAsync(HttpMethod.Post, $"/admin/rides/{ride}/end", Why)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    private Task<JsonNode?> EndAsync(Guid ride, HttpStatusCode status = HttpStatusCode.OK) => _operator.GoodAsync(HttpMethod.Post, $"/admin/rides/{ride}/end", status, Why);

    private async Task<Guid> MatchedAsync()
    {
        var ride = await _rider.RideAsync();
        await host.Heard.TellAsync(RideEvents.Found, new(ride, 1, _driver.Card, 120));
        await _rider.UntilAsync(ride, "status", RideStatus.Matched);
        return ride;
    }
}

public sealed class EndRide_on_SQLite(TripsOnSqlite host) : EndRideTests(host), IClassFixture<TripsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class EndRide_on_PostgreSQL(TripsOnPostgreSql host) : EndRideTests(host), IClassFixture<TripsOnPostgreSql>;
