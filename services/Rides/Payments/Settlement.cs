using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Payments.Providers;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// Makes of what the provider says of a charge what the payment is, whoever was told: the job that charged, the webhook, or who asked. The state and the event that tells of it are
/// one transaction, and one statement decides, so that it happens once however often it is told. Money that was taken after all is a payment; money that is said to be back is not
/// undone here: a person looks at it.
/// </summary>
internal sealed class Settlement(Session<PaymentsDb> session, ServiceEvents<PaymentsDb> events, PaymentMetrics metrics, TimeProvider time, ILogger<Settlement> log)
{
    public async Task<Settled> SettleAsync(ProviderCharge told, CancellationToken cancellationToken)
    {
        if (WantedCharge.Read(told.Reference) is not { } about)
        {
            return Settled.Unknown;
        }

        var (settled, payment) = await session.WriteAsync((db, ct) => SettleAsync(db, about, told, ct), cancellationToken, keep: done => done.Settled is Settled.Now or Settled.Pending);
        switch (settled)
        {
            case Settled.Now:
                metrics.Settled(told.Status == ProviderStatus.Succeeded ? PaymentState.Paid : PaymentState.Failed, time.GetUtcNow().UtcDateTime - payment!.UpdatedAt);
                break;
            case Settled.Contradicted:
                log.LogError(
                    "The provider says '{Said}' of charge {Charge} for attempt {Attempt} of payment {Payment}, which is {State} by charge {Known} of attempt {KnownAttempt} and stays so: somebody must look at both",
                    told.Status, told.Id, about.Attempt, about.Payment, payment!.State, payment.ProviderCharge, payment.Attempt);
                break;
        }

        return settled;
    }

    private async Task<(Settled Settled, Payment? Payment)> SettleAsync(PaymentsDb db, WantedCharge about, ProviderCharge told, CancellationToken cancellationToken)
    {
        var which = db.Payments.AsNoTracking().Where(payment => payment.PublicId == about.Payment);
        var before = await which.SingleOrDefaultAsync(cancellationToken);
        if (before is null || before.Attempt < about.Attempt)
        {
            return (Settled.Unknown, before);
        }

        if (await ChangeAsync(which, about, told, cancellationToken) == 0)
        {
            var now = await which.SingleAsync(cancellationToken);
            return (IsKnown(now, about, told) ? Settled.Before : Settled.Contradicted, now);
        }

        if (told.Status == ProviderStatus.Pending)
        {
            return (Settled.Pending, before);
        }

        await TellAsync(db, before, told, cancellationToken);
        return (Settled.Now, before);
    }

    private Task<int> ChangeAsync(IQueryable<Payment> which, WantedCharge about, ProviderCharge told, CancellationToken cancellationToken)
    {
        var (now, id, reason) = (Instant.Now(time), told.Id, told.Reason);
        var same = which.Where(payment => payment.Attempt == about.Attempt && (payment.ProviderCharge == null || payment.ProviderCharge == id));
        var open = same.Where(payment => payment.State == PaymentState.Processing);
        return told.Status switch
        {
            // It stays since when it is under way: that is when it is asked for.
            ProviderStatus.Pending => open.ExecuteUpdateAsync(set => set.SetProperty(payment => payment.ProviderCharge, id), cancellationToken),
            ProviderStatus.Succeeded => same.Where(payment => payment.State == PaymentState.Processing || payment.State == PaymentState.Failed).ExecuteUpdateAsync(
                set => set.SetProperty(payment => payment.State, PaymentState.Paid).SetProperty(payment => payment.Reason, (string?)null).SetProperty(payment => payment.ProviderCharge, id)
                    .SetProperty(payment => payment.UpdatedAt, now).SetProperty(payment => payment.Version, payment => payment.Version + 1),
                cancellationToken),
            _ => open.ExecuteUpdateAsync(
                set => set.SetProperty(payment => payment.State, PaymentState.Failed).SetProperty(payment => payment.Reason, reason).SetProperty(payment => payment.ProviderCharge, id)
                    .SetProperty(payment => payment.UpdatedAt, now).SetProperty(payment => payment.Version, payment => payment.Version + 1),
                cancellationToken),
        };
    }

    // Told before, or late: that an attempt failed is known of every one after which another was begun.
    private static bool IsKnown(Payment now, WantedCharge about, ProviderCharge told) => now.Attempt > about.Attempt
        ? told.Status != ProviderStatus.Succeeded
        : (told.Id is null || now.ProviderCharge == told.Id) && told.Status switch
        {
            ProviderStatus.Succeeded => now.State == PaymentState.Paid,
            ProviderStatus.Failed => now.State == PaymentState.Failed,
            _ => true,
        };

    private async Task TellAsync(PaymentsDb db, Payment payment, ProviderCharge told, CancellationToken cancellationToken)
    {
        if (told.Status == ProviderStatus.Succeeded)
        {
            db.NoteTrail<Payment>(PaymentState.Paid, payment.Ride);
            await events.PublishAsync(db, RideEvents.Paid, new(payment.Ride, payment.PublicId, Instant.Now(time)), cancellationToken);
        }
        else
        {
            db.NoteTrail<Payment>(PaymentState.Failed, payment.Ride);
            await events.PublishAsync(db, RideEvents.Failed, new(payment.Ride, payment.PublicId, told.Reason!), cancellationToken);
        }
    }
}

/// <summary>What was made of something that the provider said.</summary>
internal enum Settled
{
    /// <summary>The payment is paid or failed from now on.</summary>
    Now,

    /// <summary>It was so before.</summary>
    Before,

    /// <summary>The provider does not know yet; its charge is noted.</summary>
    Pending,

    /// <summary>It is about no payment of ours.</summary>
    Unknown,

    /// <summary>It cannot be true together with what is known; that stays.</summary>
    Contradicted,
}
