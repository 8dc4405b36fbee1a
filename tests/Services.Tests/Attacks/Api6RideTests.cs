using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API6 at the rides: more rides than one, steps out of their order, and one thing at the same moment by many.</summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R17")]
public abstract class Api6RideTests(AttackedHost host)
{
    private const int AtOnce = 10;

    [Fact]
    public async Task Of_the_rides_that_somebody_asks_for_at_once_he_gets_one()
    {
        var (rider, town) = (await host.NewRidePersonAsync(), host.NewTown());

        var answers = await AtOnceAsync(_ => rider.AskAsync(HttpMethod.Post, "/", new { pickup = new { lat = town, lon = 0 }, dropoff = new { lat = town + 0.05, lon = 0 } }));

        answers.Count(answer => answer.Status == 201).ShouldBe(1, $"{answers[0].Body}");
        answers.Count(answer => answer.Status == 409).ShouldBe(AtOnce - 1);
        (await rider.GetAsync("/mine"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_is_not_the_next_one_is_409_and_moves_nothing()
    {
        var ride = await AttackedRide.NewAsync(host);
        foreach (var (refused, next) in new (string[], string?)[] { (["start", "finish"], "accept"), (["finish"], "start"), (["accept", "decline"], "finish"), (["accept", "decline", "start"], null) })
        {
            foreach (var step in refused)
            {
                await ride.Driver.StepAsync(ride.Id, step, 409);
            }

            if (next is not null)
            {
                await ride.Driver.StepAsync(ride.Id, next);
            }
        }

        await ride.Rider.StepAsync(ride.Id, "cancel", 409);
        (await ride.FactsAsync()).ShouldBe(["requested", "driver_kept", "accepted", "started", "finished"]);
    }

    [Fact]
    public async Task Each_step_happens_once_however_many_take_it_at_once()
    {
        var ride = await AttackedRide.NewAsync(host);
        foreach (var step in (string[])["accept", "start", "finish"])
        {
            (await AtOnceAsync(_ => ride.Driver.AskAsync(HttpMethod.Post, $"/{ride.Id}/{step}"))).ShouldAllBe(answer => answer.Status == 200);
        }

        (await ride.FactsAsync()).ShouldBe(["requested", "driver_kept", "accepted", "started", "finished"]);
        await ride.PaymentAsync();
        (await ride.Rider.GetAsync("/payments/"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ride_that_is_taken_given_back_and_cancelled_at_once_has_one_end()
    {
        var ride = await AttackedRide.NewAsync(host);

        var answers = await AtOnceAsync(n => (n % 3) switch
        {
            0 => ride.Rider.AskAsync(HttpMethod.Post, $"/{ride.Id}/cancel"),
            1 => ride.Driver.AskAsync(HttpMethod.Post, $"/{ride.Id}/accept"),
            _ => ride.Driver.AskAsync(HttpMethod.Post, $"/{ride.Id}/decline"),
        });

        answers.ShouldAllBe(answer => answer.Status < 500);
        var facts = await ride.FactsAsync();
        facts[^1].ShouldBe("cancelled");
        facts.Count(fact => fact == "cancelled").ShouldBe(1);
        await ride.Driver.UntilAsync("/drivers/me", "state", "free");
    }

    [Fact]
    public async Task A_ride_is_paid_once_however_many_pay_it_at_once_and_a_key_is_its_senders_own()
    {
        var (ride, other, key) = (await AttackedRide.OwedAsync(host), await AttackedRide.OwedAsync(host), $"{Guid.NewGuid()}");

        var answers = await AtOnceAsync(n => ride.Rider.AskAsync(HttpMethod.Post, $"/payments/{ride.Id}/pay", new { method = "card-ok" }, n == 0 ? key : $"{Guid.NewGuid()}"));
        var (foreign, shown) = await other.Rider.AskAsync(HttpMethod.Post, $"/payments/{ride.Id}/pay", new { method = "card-ok" }, key);

        answers.Count(answer => answer.Status == 202).ShouldBe(1, $"{answers[0].Body}");
        answers.Count(answer => answer.Status == 409).ShouldBe(AtOnce - 1);
        ((int)(await ride.Rider.GetAsync($"/payments/{ride.Id}"))["attempt"]!).ShouldBe(1);
        foreign.ShouldBe(404, $"{shown}");
    }

    private static Task<(int Status, JsonNode? Body)[]> AtOnceAsync(Func<int, Task<(int Status, JsonNode? Body)>> send) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(send));
}

[Collection(Attacked.Name)]
public sealed class Ride_flows_on_SQLite(AttackedHost host) : Api6RideTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Ride_flows_on_PostgreSQL(AttackedOnPostgreSql host) : Api6RideTests(host);
