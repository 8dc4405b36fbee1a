using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>What riders owe, how they pay it, and what the other modules are told of it.</summary>
[Trait("Requirement", "R22")]
public abstract class PaymentTests(PaymentsOnSqlite host)
{
    private readonly RiderClient _rider = new(host);

    [Fact]
    public async Task What_is_owed_is_there_once_however_often_it_is_told()
    {
        var ride = await _rider.OweAsync(1234);
        await _rider.OweAsync(9999, ride);
        await _rider.OweAsync(5, await _rider.OweAsync(5));

        var page = await _rider.GetAsync("/");
        page["items"]!.AsArray().Count.ShouldBe(2);
        var payment = page["items"]![1]!;
        ((Guid)payment["ride"]!, payment["amount"]!.ToJsonString(), (string)payment["currency"]!, (string)payment["state"]!, (string)payment["what"]!).ShouldBe((ride, "12.34", "EUR", "due", "fare"));
    }

    [Fact]
    public async Task A_payment_is_shown_to_its_rider_and_the_operator_and_to_nobody_else()
    {
        var ride = await _rider.OweAsync();
        var (other, @operator) = (new RiderClient(host), new RiderClient(host, RidesService.Operator));

        ((Guid)(await _rider.GetAsync($"/{ride}"))["ride"]!).ShouldBe(ride);
        (await other.GetAsync("/"))["items"]!.AsArray().ShouldBeEmpty();
        (await other.SendAsync(HttpMethod.Get, $"/{ride}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PayAsync(ride)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await @operator.PayAsync(ride)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string)(await @operator.GetAsync($"/{ride}"))["state"]!).ShouldBe("due");
        (await host.Client.GetAsync($"{host.Prefix}/")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Client.GetAsync($"{host.Prefix}/{ride}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _rider.SendAsync(HttpMethod.Get, "/admin/trail")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await @operator.SendAsync(HttpMethod.Get, "/admin/trail")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_paid_is_told_once_and_not_paid_again()
    {
        var ride = await _rider.OweAsync();
        using var begun = await _rider.PayAsync(ride);
        (begun.StatusCode, begun.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Accepted, $"{host.Prefix}/{ride}"));
        ((string)JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["state"]!).ShouldBe("processing");

        var paid = await _rider.UntilAsync(ride, "paid");

        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count > 0);
        var told = JsonSerializer.Deserialize<MoneyPaid>(host.Heard.Of(ride, RideEvents.Paid.Name).Single().Body, JobJson.Options)!;
        (told.Ride, told.Payment).ShouldBe((ride, (Guid)paid["id"]!));
        host.Heard.Of(ride, RideEvents.Failed.Name).ShouldBeEmpty();
        using var again = await _rider.PayAsync(ride);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("is paid");
        (await _rider.GetAsync("/?state=paid"))["items"]!.AsArray().Count.ShouldBe(1);
        (await _rider.GetAsync("/?state=due"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_declined_says_why_and_is_paid_with_another_card()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-declined");

        var failed = await _rider.UntilAsync(ride, "failed");
        ((string)failed["reason"]!, (int)failed["attempt"]!).ShouldBe(("The card was declined.", 1));
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Failed.Name).Count == 1);
        JsonSerializer.Deserialize<PaymentFailed>(host.Heard.Of(ride, RideEvents.Failed.Name)[0].Body, JobJson.Options)!.Reason.ShouldBe("The card was declined.");

        await _rider.BeginAsync(ride);
        var paid = await _rider.UntilAsync(ride, "paid");
        (paid["reason"], (int)paid["attempt"]!).ShouldBe((null, 2));
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count == 1);
    }

    [Fact]
    public async Task A_card_that_takes_its_time_is_under_way_and_cannot_be_paid_meanwhile()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-slow");

        using var again = await _rider.PayAsync(ride);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("is processing");

        await _rider.UntilAsync(ride, "paid");
    }

    [Fact]
    public async Task What_the_provider_does_not_take_has_failed()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "gift-voucher");

        ((string)(await _rider.UntilAsync(ride, "failed"))["reason"]!).ShouldContain("choose another");
    }

    [Fact]
    public async Task The_same_key_twice_is_one_attempt()
    {
        var (ride, key) = (await _rider.OweAsync(), $"{Guid.NewGuid()}");
        var first = await _rider.BeginAsync(ride, key: key);
        await _rider.UntilAsync(ride, "paid");

        using var second = await _rider.PayAsync(ride, key: key);

        (second.StatusCode, second.Headers.GetValues("Idempotency-Replayed").Single()).ShouldBe((HttpStatusCode.Accepted, "true"));
        JsonNode.Parse(await second.Content.ReadAsStringAsync())!.ToJsonString().ShouldBe(first.ToJsonString());
        (await ChargesAsync(ride)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_pay_at_once_one_begins()
    {
        var ride = await _rider.OweAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _rider.PayAsync(ride)));

        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Accepted, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)]);
        await _rider.UntilAsync(ride, "paid");
        (await ChargesAsync(ride)).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_or_with_a_cards_number_nothing_is_begun()
    {
        const string Number = "4111111111111111";
        var ride = await _rider.OweAsync();

        (await _rider.SendAsync(HttpMethod.Post, $"/{ride}/pay", new { method = "card-ok" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var number = await _rider.PayAsync(ride, Number);
        number.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await number.Content.ReadAsStringAsync();
        (text.Contains("never a card's number", StringComparison.Ordinal), text.Contains(Number, StringComparison.Ordinal)).ShouldBe((true, false), text);
        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("due");
        host.Log.Lines.ShouldNotContain(line => line.Text.Contains(Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_to_pay_is_paid()
    {
        var ride = await _rider.OweAsync(cents: 0);

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("paid");
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count == 1);
    }

    [Fact]
    public async Task No_key_and_no_secret_is_in_an_answer_or_in_the_log()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-declined");
        var shown = (await _rider.UntilAsync(ride, "failed")).ToJsonString();

        foreach (var secret in (string[])[PaymentsOnSqlite.ProviderKey, PaymentsOnSqlite.WebhookSecret])
        {
            shown.ShouldNotContain(secret);
            host.Log.Lines.ShouldNotContain(line => line.Text.Contains(secret, StringComparison.Ordinal));
        }
    }

    private Task<int> ChargesAsync(Guid ride) => PaymentRows.ChargesAsync(host, ride);
}

public sealed class Payments_on_SQLite(PaymentsOnSqlite host) : PaymentTests(host), IClassFixture<PaymentsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Payments_on_PostgreSQL(PaymentsOnPostgreSql host) : PaymentTests(host), IClassFixture<PaymentsOnPostgreSql>;
