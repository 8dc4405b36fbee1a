using Microsoft.EntityFrameworkCore;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>A provider who is away, slow, lies or dies: what is begun is paid in the end, and nobody pays twice.</summary>
[Trait("Requirement", "R22")]
public abstract class ProviderFaultTests(PaymentsOnSqlite host) : IDisposable
{
    private readonly RiderClient _rider = new(host);

    [Theory]
    [InlineData(ProviderFault.Away, "card-ok")]
    [InlineData(ProviderFault.Slow, "card-ok")]
    [InlineData(ProviderFault.Garbage, "card-ok")]
    [InlineData(ProviderFault.Mistaken, "card-ok")]
    [InlineData(ProviderFault.Unauthorized, "card-ok")]
    [InlineData(ProviderFault.DiesAfterwards, "card-silent")]
    public async Task While_something_is_wrong_with_the_provider_a_payment_waits_and_is_made_once(ProviderFault fault, string method)
    {
        var ride = await _rider.OweAsync();
        var reference = $"{(await PaymentRows.OfAsync(host, ride)).PublicId}:1";
        var asked = host.Way.Asked.Count;
        host.Way.Fault = fault;
        await _rider.BeginAsync(ride, method);

        // He was asked at least once more, by its reference, before all is well.
        await _rider.UntilAsync(() => host.Way.Asked.Skip(asked).Any(one => one.Fault == fault && one.Method == "GET" && Uri.UnescapeDataString(one.Target).Contains(reference, StringComparison.Ordinal)));
        host.Way.Fault = ProviderFault.None;

        await _rider.UntilAsync(ride, "paid");
        (await PaymentRows.ChargesAsync(host, ride)).ShouldBe(1);
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count == 1);
        host.Heard.Of(ride, RideEvents.Failed.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_who_dies_after_he_has_charged_tells_it_by_his_webhook()
    {
        var ride = await _rider.OweAsync();
        host.Way.Fault = ProviderFault.DiesAfterwards;
        await _rider.BeginAsync(ride);

        await _rider.UntilAsync(ride, "paid");

        host.Way.Fault = ProviderFault.None;
        (await PaymentRows.ChargesAsync(host, ride)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_tells_nothing_is_asked()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-silent");
        await _rider.UntilAsync(async () => (await PaymentRows.OfAsync(host, ride)).ProviderCharge is not null);

        await RoundAsync();
        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("processing", "it is not 30 seconds old");

        await PaymentRows.AgeAsync(host, ride);
        while ((string)(await _rider.GetAsync($"/{ride}"))["state"]! == "processing")
        {
            await RoundAsync(); // the stand-in settles by a job of its own
        }

        await _rider.UntilAsync(ride, "paid");
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count == 1);
    }

    [Fact]
    public async Task What_the_provider_knows_nothing_of_is_charged()
    {
        var ride = await _rider.OweAsync();

        // As if its job had used all of its attempts.
        await host.Session.WriteAsync(
            (db, ct) => db.Payments.Where(payment => payment.Ride == ride).ExecuteUpdateAsync(
                set => set.SetProperty(payment => payment.State, PaymentState.Processing).SetProperty(payment => payment.Attempt, 1).SetProperty(payment => payment.Method, "card-ok"), ct),
            default);
        await PaymentRows.AgeAsync(host, ride);

        await RoundAsync();
        await RoundAsync();

        await _rider.UntilAsync(ride, "paid");
        (await PaymentRows.ChargesAsync(host, ride)).ShouldBe(1);
    }

    [Fact]
    public async Task A_round_ends_where_the_provider_has_answered_about_nobody_five_times_in_a_row()
    {
        var rides = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            rides.Add(await OverdueAsync());
        }

        var asked = host.Way.Asked.Count;
        host.Way.Fault = ProviderFault.Away;
        await RoundAsync();
        host.Way.Fault = ProviderFault.None;

        host.Way.Asked.Skip(asked).Select(one => one.Target).Distinct().Count().ShouldBe(5, "the calendar's own round asks the same ones");
        host.Log.Lines.ShouldContain(line => line.Text.Contains("does not say what became of payments under way", StringComparison.Ordinal));
        foreach (var ride in rides)
        {
            await PaidByRoundsAsync(ride);
        }
    }

    [Fact]
    public async Task Of_two_overdue_payments_of_which_the_provider_never_answers_about_the_older_one_the_younger_one_is_paid()
    {
        var (older, younger) = (await OverdueAsync(), await OverdueAsync());
        host.Way.Silent = $"{(await PaymentRows.OfAsync(host, older)).PublicId}";

        await PaidByRoundsAsync(younger);

        ((string)(await _rider.GetAsync($"/{older}"))["state"]!).ShouldBe("processing");
        host.Way.Silent = null;
        await PaidByRoundsAsync(older);
    }

    // Its charge is the provider's, who tells nothing of himself, and should have told it by now.
    private async Task<Guid> OverdueAsync()
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-silent");
        await _rider.UntilAsync(async () => (await PaymentRows.OfAsync(host, ride)).ProviderCharge is not null);
        await PaymentRows.AgeAsync(host, ride);
        return ride;
    }

    private async Task PaidByRoundsAsync(Guid ride)
    {
        await _rider.UntilAsync(async () =>
        {
            await RoundAsync(); // the stand-in settles by a job of its own
            return (string)(await _rider.GetAsync($"/{ride}"))["state"]! != "processing";
        });
        await _rider.UntilAsync(ride, "paid");
    }

    // Whatever a test has broken is whole for the next one.
    public void Dispose()
    {
        (host.Way.Fault, host.Way.Silent) = (ProviderFault.None, null);
        GC.SuppressFinalize(this);
    }

    // As the schedule does it every minute.
    private Task RoundAsync() => host.Get<Reconcile>().HandleAsync(default);
}

public sealed class ProviderFaults_on_SQLite(PaymentsOnSqlite host) : ProviderFaultTests(host), IClassFixture<PaymentsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class ProviderFaults_on_PostgreSQL(PaymentsOnPostgreSql host) : ProviderFaultTests(host), IClassFixture<PaymentsOnPostgreSql>;
