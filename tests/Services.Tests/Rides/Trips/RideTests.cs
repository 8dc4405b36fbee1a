using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>A ride from the request to the payment, and what may go wrong on its way.</summary>
[Trait("Requirement", "R22")]
public abstract class RideTests(TripsOnSqlite host)
{
    private readonly Person _rider = host.New();
    private readonly Person _driver = host.New();

    [Fact]
    [Trait("Requirement", "R90")]
    public async Task It_is_asked_for_matched_taken_ridden_and_paid()
    {
        var ride = await _rider.RideAsync();
        var wanted = await host.Heard.ShouldHearAsync<DriverWanted>(told => told.Ride == ride);
        (wanted.Round, wanted.Pickup, wanted.Except.Single()).ShouldBe((1, new Spot(40_712_800, -74_006_000), _rider.Subject));

        await FoundAsync(ride);
        ((string)(await _rider.UntilAsync(ride, "status", RideStatus.Matched))["plate"]!).ShouldBe(_driver.Card.Plate);
        (await _driver.GetAsync("/driven?status=matched"))["items"]!.AsArray().Single()!["id"]!.ToString().ShouldBe($"{ride}");
        await _driver.StepAsync(ride, "accept");
        await _driver.StepAsync(ride, "start");
        var finished = (await _driver.StepAsync(ride, "finish"))!;

        ((string)finished["status"]!, (string)(await _rider.GetAsync($"/{ride}"))["payment"]!).ShouldBe((RideStatus.Finished, PaymentState.Owed));
        var owed = await host.Heard.ShouldHearAsync<MoneyOwed>(told => told.Ride == ride);
        (owed.Rider, owed.AmountCents, owed.What).ShouldBe((_rider.Subject, (long)((decimal)finished["fare"]! * 100), "fare"));
        (await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == ride)).ShouldBe(new(ride, _driver.Subject, new Spot(40_758_000, -73_985_500)));
        await host.Heard.TellAsync(RideEvents.Paid, new(ride, Guid.NewGuid(), TimeProvider.System.GetUtcNow().UtcDateTime));
        await _rider.UntilAsync(ride, "payment", PaymentState.Paid);
    }

    [Fact]
    public async Task A_quote_and_a_fare_follow_the_tariff()
    {
        var tariff = new Tariff(250, 120, 30, 500, 300);

        // 5,315 m by the crow are 6,909 by road.
        var ride = await _rider.GetAsync($"/{await _rider.RideAsync()}");
        ((int)ride["distance_m"]!).ShouldBeInRange(6905, 6915);
        ((decimal)ride["quote"]!).ShouldBe(tariff.QuoteCents((int)ride["distance_m"]!) / 100m);
        tariff.FareCents(10_000, TimeSpan.FromMinutes(20)).ShouldBe(250 + 1200 + 600);
        tariff.FareCents(100, TimeSpan.FromSeconds(1)).ShouldBe(500, "at least so much");
        tariff.FareCents(10_001, TimeSpan.FromSeconds(1201)).ShouldBe(250 + 1201 + 601, "what is begun counts");
    }

    [Fact]
    public async Task A_driver_who_says_no_is_released_and_the_next_one_is_looked_for_without_him()
    {
        var ride = await MatchedAsync();

        await _driver.StepAsync(ride, "decline", HttpStatusCode.NoContent);

        (await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == ride)).Driver.ShouldBe(_driver.Subject);
        (await host.Heard.ShouldHearAsync<DriverWanted>(told => told.Ride == ride && told.Round == 2)).Except.ShouldBe([_rider.Subject, _driver.Subject]);
        (await _rider.StatusAsync(ride)).ShouldBe(RideStatus.Requested);
        (await _driver.AskAsync(HttpMethod.Get, $"/driven/{ride}")).Status.ShouldBe(HttpStatusCode.NotFound, "it is not his any more");
    }

    [Fact]
    public async Task Who_is_found_for_an_earlier_round_or_for_a_ride_that_is_over_is_released()
    {
        var (declined, over) = (await MatchedAsync(), await host.New().RideAsync());
        await _driver.StepAsync(declined, "decline", HttpStatusCode.NoContent);
        var (late, later) = (host.New(), host.New());

        await host.Heard.TellAsync(RideEvents.Found, new(declined, 1, late.Card, 10));
        await host.Heard.TellAsync(RideEvents.Nobody, new(over, 1));
        await host.Heard.TellAsync(RideEvents.Found, new(over, 7, later.Card, 10));

        await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Driver == late.Subject);
        await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Driver == later.Subject);
        (await _rider.StatusAsync(declined)).ShouldBe(RideStatus.Requested);
    }

    [Fact]
    public async Task A_ride_for_which_nobody_is_found_ends_unserved_and_costs_nothing()
    {
        var ride = await _rider.RideAsync();

        await host.Heard.TellAsync(RideEvents.Nobody, new(ride, 1));

        ((string)(await _rider.UntilAsync(ride, "status", RideStatus.Unserved))["payment"]!).ShouldBe(PaymentState.None);
        await _rider.RideAsync();
    }

    [Fact]
    public async Task A_rider_has_one_ride_at_a_time_also_when_he_asks_for_two_at_once()
    {
        var body = new { pickup = new { lat = 1, lon = 1 }, dropoff = new { lat = 1.01, lon = 1 } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _rider.AskAsync(HttpMethod.Post, "/", body)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);
        var (status, problem) = await _rider.AskAsync(HttpMethod.Post, "/", body);
        (status, (string)problem!["type"]!).ShouldBe((HttpStatusCode.Conflict, "/problems/ride-under-way"));
    }

    [Fact]
    public async Task Who_owes_a_refused_payment_pays_before_he_rides_again()
    {
        var ride = await FinishedAsync();
        await host.Heard.TellAsync(RideEvents.Failed, new(ride, Guid.NewGuid(), "the card was declined"));
        await _rider.UntilAsync(ride, "payment", PaymentState.Refused);

        var (status, problem) = await _rider.AskAsync(HttpMethod.Post, "/", new { pickup = new { lat = 1, lon = 1 }, dropoff = new { lat = 1.01, lon = 1 } });
        (status, (string)problem!["type"]!).ShouldBe((HttpStatusCode.Conflict, "/problems/ride-unpaid"));
        ((string)problem["detail"]!).ShouldContain("the card was declined");

        await host.Heard.TellAsync(RideEvents.Paid, new(ride, Guid.NewGuid(), TimeProvider.System.GetUtcNow().UtcDateTime));
        await _rider.UntilAsync(ride, "payment", PaymentState.Paid);
        await host.Heard.TellAsync(RideEvents.Failed, new(ride, Guid.NewGuid(), "late"));
        await _rider.RideAsync();
        (await _rider.GetAsync($"/{ride}"))["payment"]!.ToString().ShouldBe(PaymentState.Paid, "what is paid stays paid");
    }

    [Fact]
    [Trait("Requirement", "R84")]
    public async Task A_driver_sees_nothing_of_how_his_rider_pays()
    {
        var ride = await FinishedAsync();
        await host.Heard.TellAsync(RideEvents.Failed, new(ride, Guid.NewGuid(), "the card was declined"));
        await _rider.UntilAsync(ride, "payment", PaymentState.Refused);
        await host.Heard.TellAsync(RideEvents.Paid, new(ride, Guid.NewGuid(), TimeProvider.System.GetUtcNow().UtcDateTime));
        await _rider.UntilAsync(ride, "payment", PaymentState.Paid);

        var (item, listed, again) = (await _driver.GetAsync($"/driven/{ride}"), (await _driver.GetAsync("/driven"))["items"]!.AsArray().Single()!, (await _driver.StepAsync(ride, "finish"))!);
        var history = (await _driver.GetAsync($"/{ride}/history"))["items"]!.AsArray();

        foreach (var shown in (JsonNode[])[item, listed, again])
        {
            ((decimal)shown["fare"]!).ShouldBeGreaterThan(0);
            shown.AsObject().Select(member => member.Key).ShouldNotContain(name => name.StartsWith("pa", StringComparison.Ordinal), $"{shown}");
        }

        history.Select(line => (string)line!["fact"]!["kind"]!).ShouldBe(["requested", "driver_kept", "accepted", "started", "finished"]);
        history.ToJsonString().ShouldNotContain("declined");
        (await _rider.GetAsync($"/{ride}/history"))["items"]!.AsArray().Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("""{}""", "#/pickup")]
    [InlineData("""{"pickup":{"lat":91,"lon":0},"dropoff":{"lat":1,"lon":1}}""", "#/pickup/lat")]
    [InlineData("""{"pickup":{"lat":1,"lon":181},"dropoff":{"lat":1,"lon":1}}""", "#/pickup/lon")]
    [InlineData("""{"pickup":{"lat":1,"lon":1},"dropoff":{"lat":1,"lon":1}}""", "#/dropoff")]
    [InlineData("""{"pickup":{"lat":1,"lon":1},"dropoff":{"lat":50,"lon":1}}""", "#/dropoff")]
    [Trait("Requirement", "R3")]
    public async Task A_way_that_cannot_be_ridden_is_400_and_names_the_member(string body, string pointer)
    {
        var (status, problem) = await _rider.AskAsync(HttpMethod.Post, "/", JsonNode.Parse(body));

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!).ShouldContain(pointer);
    }

    [Fact]
    public async Task A_stranger_sees_nothing_and_moves_nothing()
    {
        var ride = await MatchedAsync();
        var stranger = host.New();

        foreach (var path in (string[])[$"/{ride}", $"/driven/{ride}", $"/{ride}/history"])
        {
            (await stranger.AskAsync(HttpMethod.Get, path)).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await _driver.AskAsync(HttpMethod.Get, $"/{ride}")).Status.ShouldBe(HttpStatusCode.NotFound, "what its rider sees is not for its driver");
        (await _rider.AskAsync(HttpMethod.Get, $"/driven/{ride}")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var step in (string[])["cancel", "accept", "decline", "start", "finish"])
        {
            (await stranger.AskAsync(HttpMethod.Post, $"/{ride}/{step}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await _rider.AskAsync(HttpMethod.Post, $"/{ride}/accept")).Status.ShouldBe(HttpStatusCode.NotFound, "the rider does not drive");
        (await host.Client.GetAsync($"/rides/{ride}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.AskAsync(HttpMethod.Get, "/admin/rides")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_step_that_does_not_follow_is_409_and_one_that_was_taken_is_answered_again()
    {
        var ride = await MatchedAsync();

        (await _driver.AskAsync(HttpMethod.Post, $"/{ride}/start")).Status.ShouldBe(HttpStatusCode.Conflict);
        var version = (int)(await _driver.StepAsync(ride, "accept"))!["version"]!;
        ((int)(await _driver.StepAsync(ride, "accept"))!["version"]!).ShouldBe(version);
        await _driver.StepAsync(ride, "start");
        ((string)(await _rider.AskAsync(HttpMethod.Post, $"/{ride}/cancel")).Body!["detail"]!).ShouldContain("The ride is started");
    }

    [Fact]
    public async Task Of_a_driver_who_takes_it_and_a_rider_who_cancels_it_at_once_one_is_first()
    {
        var ride = await MatchedAsync();

        var (accepted, cancelled) = (_driver.AskAsync(HttpMethod.Post, $"/{ride}/accept"), _rider.AskAsync(HttpMethod.Post, $"/{ride}/cancel"));
        await Task.WhenAll(accepted, cancelled);

        (await cancelled).Status.ShouldBe(HttpStatusCode.OK);
        (await accepted).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
        (await _rider.StatusAsync(ride)).ShouldBe(RideStatus.Cancelled);
        await host.Heard.ShouldHearAsync<DriverReleased>(told => told.Ride == ride && told.Driver == _driver.Subject);
    }

    [Fact]
    public async Task A_rider_sees_his_own_rides_in_the_documents_page()
    {
        var ride = await _rider.RideAsync();

        var page = await _rider.GetAsync("?page=1&limit=20");

        page.AsObject().Select(member => member.Key).ShouldBe(["rides", "totalPages", "currentPage"]);
        (page["rides"]!.AsArray().Single()!["id"]!.ToString(), (int)page["totalPages"]!, (int)page["currentPage"]!).ShouldBe(($"{ride}", 1, 1));
    }

    private Task FoundAsync(Guid ride, int round = 1) => host.Heard.TellAsync(RideEvents.Found, new(ride, round, _driver.Card, 120));

    private async Task<Guid> MatchedAsync()
    {
        var ride = await _rider.RideAsync();
        await FoundAsync(ride);
        await _rider.UntilAsync(ride, "status", RideStatus.Matched);
        return ride;
    }

    private async Task<Guid> FinishedAsync()
    {
        var ride = await MatchedAsync();
        foreach (var step in (string[])["accept", "start", "finish"])
        {
            await _driver.StepAsync(ride, step);
        }

        return ride;
    }
}

public sealed class Rides_on_SQLite(TripsOnSqlite host) : RideTests(host), IClassFixture<TripsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Rides_on_PostgreSQL(TripsOnPostgreSql host) : RideTests(host), IClassFixture<TripsOnPostgreSql>;
