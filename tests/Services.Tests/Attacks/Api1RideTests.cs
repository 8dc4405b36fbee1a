using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API1 at the rides: a ride, its history and its payment are asked for by all whose it is not, who know its id, however far it is.</summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R10")]
public abstract class Api1RideTests(AttackedHost host)
{
    private const string ShowPayment = "GET /rides/payments/{id:guid}";
    private static readonly string?[] Strangers = [null, AttackedPeople.OtherRider, AttackedPeople.OtherDriver, AttackedPeople.Passenger, AttackedPeople.RideOperator];

    private IReadOnlyList<AttackedEndpoint> Own => [.. host.Endpoints.Where(endpoint => endpoint.IsRidersOwn && endpoint.Plan.Route.Contains("{id:guid}", StringComparison.Ordinal))];

    [Fact]
    public async Task A_ride_is_its_riders_and_its_drivers_alone_at_every_endpoint_and_at_every_step()
    {
        var ride = await AttackedRide.NewAsync(host);
        Own.Count.ShouldBeGreaterThanOrEqualTo(10);
        await StrikeAllAsync(ride);
        foreach (var step in (string[])["accept", "start", "finish"])
        {
            await ride.Driver.StepAsync(ride.Id, step);

            await StrikeAllAsync(ride);
        }

        await ride.PaymentAsync();
        await StrikeAllAsync(ride);
        (await host.AtRides(AttackedPeople.RideOperator).AskAsync(HttpMethod.Get, $"/payments/{ride.Id}")).Status.ShouldBe(200, "who looks after the rides sees what is owed");
    }

    [Fact]
    public async Task What_the_driver_does_the_rider_does_not_and_the_other_way_round()
    {
        var ride = await AttackedRide.NewAsync(host);
        await RefuseAsync(ride.Rider, ride, "accept", "decline", "start", "finish");
        await RefuseAsync(ride.Driver, ride, "cancel");
        await ride.Driver.DriveAsync(ride.Id);
        await ride.PaymentAsync();
        await RefuseAsync(ride.Rider, ride, "finish", "start");

        (await ride.Driver.AskAsync(HttpMethod.Get, $"/payments/{ride.Id}")).Status.ShouldBe(404);
        await ride.Driver.PayAsync(ride.Id, status: 404);

        (await ride.FactsAsync()).ShouldBe(["requested", "driver_kept", "accepted", "started", "finished"]);
        ((int)(await ride.PaymentAsync())["attempt"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_given_a_ride_back_sees_and_does_nothing_of_it_any_more()
    {
        var ride = await AttackedRide.NewAsync(host);
        await ride.Driver.StepAsync(ride.Id, "decline", 204);

        foreach (var path in (string[])[$"/{ride.Id}", $"/driven/{ride.Id}", $"/{ride.Id}/history"])
        {
            (await ride.Driver.AskAsync(HttpMethod.Get, path)).Status.ShouldBe(404, path);
        }

        await RefuseAsync(ride.Driver, ride, "accept", "decline", "start", "finish");
        $"{await ride.Driver.GetAsync("/driven")}".ShouldNotContain($"{ride.Id}");
    }

    [Fact]
    public async Task No_list_shows_a_ride_a_payment_or_a_driver_to_a_stranger()
    {
        var ride = await AttackedRide.OwedAsync(host);
        var driver = (string)(await ride.Driver.GetAsync("/drivers/me"))["plate"]!;

        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { Service: "rides", Method: "GET", IsAccounts: false } && !endpoint.Plan.Route.Contains('{')))
        {
            foreach (var who in Strangers.Where(who => who != AttackedPeople.RideOperator))
            {
                foreach (var query in (string[])["", "?limit=100", "?status=finished", "?state=due", "?rider=1&driver=1&user_id=1"])
                {
                    var answer = await host.SendAsync("GET", endpoint.Path + query, who);

                    answer.Text.ShouldNotContain($"{ride.Id}", Case.Insensitive, $"{endpoint.Call}{query} as {who ?? "nobody"}");
                    answer.Text.ShouldNotContain(driver, Case.Sensitive, $"{endpoint.Call}{query} as {who ?? "nobody"}");
                }
            }
        }
    }

    [Fact]
    public async Task A_cursor_into_somebody_elses_rides_shows_none_of_them()
    {
        var ride = await AttackedRide.OwedAsync(host);
        var next = await ride.Rider.RideAsync(host.NewTown(), 0);
        var cursor = Uri.EscapeDataString((string)(await ride.Rider.GetAsync("/mine?limit=1"))["next_cursor"]!);
        $"{await ride.Rider.GetAsync($"/mine?limit=1&cursor={cursor}")}".ShouldContain($"{ride.Id}");

        foreach (var path in (string[])["/mine", "/driven", "/payments/"])
        {
            var (status, shown) = await host.AtRides(AttackedPeople.OtherRider).AskAsync(HttpMethod.Get, $"{path}?limit=1&cursor={cursor}");

            status.ShouldBeOneOf(200, 400);
            $"{shown}".ShouldNotContain($"{ride.Id}");
            $"{shown}".ShouldNotContain($"{next}");
        }
    }

    private async Task StrikeAllAsync(AttackedRide ride)
    {
        var before = await ride.SeenAsync();
        foreach (var endpoint in Own)
        {
            foreach (var who in Strangers.Where(who => who != AttackedPeople.RideOperator || endpoint.Call != ShowPayment))
            {
                var path = endpoint.Plan.Route["/rides".Length..].Replace("{id:guid}", $"{ride.Id}", StringComparison.Ordinal);
                var (status, answer) = await host.AtRides(who).AskAsync(new(endpoint.Method), path, endpoint.Body is null ? null : new { method = "card-ok" }, $"{Guid.NewGuid()}");

                status.ShouldBe(who is null ? 401 : 404, $"{endpoint.Call} as {who ?? "nobody"}: {answer}");
            }
        }

        var after = await ride.SeenAsync();
        after[..before.Length].ShouldBe(before); // what is owed may have been told meanwhile
    }

    private static async Task RefuseAsync(RidePerson who, AttackedRide ride, params string[] steps)
    {
        foreach (var step in steps)
        {
            (await who.AskAsync(HttpMethod.Post, $"/{ride.Id}/{step}")).Status.ShouldBe(404, step);
        }
    }
}

[Collection(Attacked.Name)]
public sealed class Ride_objects_on_SQLite(AttackedHost host) : Api1RideTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Ride_objects_on_PostgreSQL(AttackedOnPostgreSql host) : Api1RideTests(host);
