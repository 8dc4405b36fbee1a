using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Payments.Providers;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// Has the provider charge one attempt to pay. Whatever is unknown, a call out of time, an answer that is none, is tried again: it is asked for by its reference first, and should
/// the provider not know it yet, its idempotency key is the same, so that nobody pays twice.
/// </summary>
internal sealed class ChargeRider(Session<PaymentsDb> session, IPaymentProvider provider, Settlement settlement)
{
    // After the last attempt it is looked at every minute (Reconcile), which asks for a new job if the provider knows nothing.
    public static JobKind<WantedCharge> Kind { get; } = new("charge")
    {
        Queue = "charges", MaxAttempts = 12, Retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), Keep = TimeSpan.FromHours(1),
    };

    /// <summary>Asks for it; nothing more where it waits already.</summary>
    public static Task<JobTicket> AskAsync(ServiceJobs<PaymentsDb> jobs, PaymentsDb db, WantedCharge wanted, CancellationToken cancellationToken) =>
        jobs.EnqueueAsync(db, Kind, wanted, cancellationToken, new JobWish { UniqueKey = $"charge:{wanted.Reference}" });

    public async Task HandleAsync(WantedCharge wanted, JobRun run, CancellationToken cancellationToken)
    {
        if (await OrderAsync(wanted, cancellationToken) is not { } order)
        {
            return; // settled meanwhile, or the charge is known: a webhook was faster
        }

        var charge = run.Attempt > 1 ? await provider.FindAsync(order.Reference, cancellationToken) : null;
        await settlement.SettleAsync(charge ?? await provider.ChargeAsync(order, cancellationToken), cancellationToken);
    }

    private Task<ChargeOrder?> OrderAsync(WantedCharge wanted, CancellationToken cancellationToken) => session.ReadAsync(
        (db, ct) => db.Payments
            .Where(payment => payment.PublicId == wanted.Payment && payment.Attempt == wanted.Attempt && payment.State == PaymentState.Processing && payment.ProviderCharge == null)
            .Select(payment => new ChargeOrder(wanted.Reference, payment.AmountCents, payment.Currency, payment.Method!)).SingleOrDefaultAsync(ct),
        cancellationToken);
}

/// <summary>One attempt to pay that is to be charged.</summary>
/// <param name="Payment">The payment's public id.</param>
/// <param name="Attempt">The how manieth.</param>
internal sealed record WantedCharge(Guid Payment, int Attempt)
{
    /// <summary>Its reference and its idempotency key at the provider.</summary>
    internal string Reference => $"{Payment}:{Attempt}";

    /// <summary>What a reference is about; null for one that is none of ours.</summary>
    public static WantedCharge? Read(string reference) => reference.Split(':') is [var id, var number]
        && Guid.TryParseExact(id, "D", out var payment) && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var attempt) && attempt > 0
        ? new(payment, attempt)
        : null;
}
