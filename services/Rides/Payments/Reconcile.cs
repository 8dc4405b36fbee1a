using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Resilience;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Payments.Providers;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// Asks the provider for what has been under way for too long, and settles it as if it had been told: a webhook that never came keeps nobody waiting. Of what the provider knows
/// nothing a charge is asked for again; where one waits already, that one is meant. One that he never answers about keeps none of the younger ones waiting.
/// </summary>
internal sealed class Reconcile(
    Session<PaymentsDb> session, ServiceJobs<PaymentsDb> jobs, IPaymentProvider provider, ProviderAddress address, Settlement settlement, TimeProvider time, ILogger<Reconcile> log)
{
    private const int MostAtOnce = 100;

    // One that he chokes on is passed over; so many one after the other, each with the time that it took, are a provider who answers nobody.
    private const int MostInARow = 5;

    /// <summary>How long the provider has to tell it himself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The next minute asks again: a round that fails needs no second attempt.
    public static JobKind<ReconcileRound> Kind { get; } = new("reconcile") { Keep = TimeSpan.Zero, MaxAttempts = 1 };

    /// <summary>Every minute.</summary>
    public static CronSchedule When { get; } = CronSchedule.Parse("* * * * *");

    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        if (address.Find() is null)
        {
            return; // nobody could begin to pay either
        }

        var (last, inARow) = (0L, 0);
        while (await OverdueAsync(last, cancellationToken) is { Count: > 0 } overdue)
        {
            foreach (var (id, wanted) in overdue)
            {
                last = id;
                var asked = await AskAsync(wanted, cancellationToken);
                inARow = asked == Asked.Unanswered ? inARow + 1 : 0;
                if (asked == Asked.Away || inARow == MostInARow)
                {
                    log.LogWarning("The payment provider does not say what became of payments under way: he is asked again in the next round");
                    return;
                }
            }
        }
    }

    private Task<List<Overdue>> OverdueAsync(long last, CancellationToken cancellationToken)
    {
        var until = Instant.Now(time) - Patience;
        return session.ReadAsync(
            (db, ct) => db.Payments.Where(payment => payment.State == PaymentState.Processing && payment.UpdatedAt <= until && payment.Id > last)
                .OrderBy(payment => payment.Id).Take(MostAtOnce).Select(payment => new Overdue(payment.Id, new WantedCharge(payment.PublicId, payment.Attempt))).ToListAsync(ct),
            cancellationToken);
    }

    private async Task<Asked> AskAsync(WantedCharge wanted, CancellationToken cancellationToken)
    {
        try
        {
            if (await provider.FindAsync(wanted.Reference, cancellationToken) is { } charge)
            {
                await settlement.SettleAsync(charge, cancellationToken);
            }
            else
            {
                await session.WriteAsync((db, ct) => ChargeRider.AskAsync(jobs, db, wanted, ct), cancellationToken);
            }

            return Asked.Answered;
        }
        catch (HttpRequestException exception)
        {
            LogUnclear(wanted, exception);
            return IsAway(exception) ? Asked.Away : Asked.Unanswered;
        }
        catch (ProviderUnclearException exception)
        {
            LogUnclear(wanted, exception);
            return Asked.Answered;
        }
    }

    private void LogUnclear(WantedCharge wanted, Exception why) => log.LogWarning("The payment provider does not say what became of payment {Payment}: {Why}", wanted.Payment, why.Message);

    // Nobody is there, or is to be left alone: whichever payment is asked about next, it is the same.
    private static bool IsAway(HttpRequestException exception) => exception is UpstreamException { Failure: UpstreamFailure.BreakerOpen }
        || exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private enum Asked
    {
        Answered,
        Unanswered,
        Away,
    }

    private sealed record Overdue(long Id, WantedCharge Wanted);
}

/// <summary>One round of asking.</summary>
/// <param name="At">The time of the schedule that asked for it.</param>
internal sealed record ReconcileRound(DateTime At);
