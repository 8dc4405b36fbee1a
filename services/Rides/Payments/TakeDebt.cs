using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments.Data;

namespace Seaworthy.Rides.Payments;

/// <summary>Writes down what is owed for a ride, once however often it is told. Where nothing is to be paid it is paid.</summary>
internal sealed class TakeDebt(Session<PaymentsDb> session, ServiceJobs<PaymentsDb> jobs, ServiceEvents<PaymentsDb> events, TimeProvider time)
{
    public static JobKind<MoneyOwed> Kind { get; } = new("take-debt") { MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HandleAsync(MoneyOwed owed, JobRun run, CancellationToken cancellationToken)
    {
        if (owed.AmountCents < 0)
        {
            throw new JobRejectedException($"Ride {owed.Ride} owes {owed.AmountCents} cents: what is owed cannot be below 0, and giving money back is not done here.");
        }

        return session.WriteAsync(
            async (db, ct) =>
            {
                // Those of one ride are handled one after the other; the unique index is for the case that somebody changes that.
                if (!await db.Payments.AnyAsync(payment => payment.Ride == owed.Ride, ct))
                {
                    await AddAsync(db, owed, ct);
                }

                await db.SaveChangesAsync(ct);
                await jobs.CompleteInTransactionAsync(db, run, ct);
                return true;
            },
            cancellationToken);
    }

    private async Task AddAsync(PaymentsDb db, MoneyOwed owed, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var isNothing = owed.AmountCents == 0;
        var payment = new Payment
        {
            PublicId = Guid.CreateVersion7(now),
            Ride = owed.Ride,
            Rider = owed.Rider,
            AmountCents = owed.AmountCents,
            Currency = owed.Currency,
            What = owed.What,
            State = isNothing ? PaymentState.Paid : PaymentState.Due,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Payments.Add(payment);
        if (isNothing)
        {
            await events.PublishAsync(db, RideEvents.Paid, new(owed.Ride, payment.PublicId, now), cancellationToken);
        }
    }
}
