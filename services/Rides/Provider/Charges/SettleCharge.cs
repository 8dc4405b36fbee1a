using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Provider.Data;

namespace Seaworthy.Rides.Provider.Charges;

/// <summary>Decides what becomes of a charge, and asks in the same transaction that the merchant is told.</summary>
internal sealed class SettleCharge(Session<ProviderDb> session, ServiceJobs<ProviderDb> jobs, TimeProvider time)
{
    public static JobKind<ChargeToSettle> Kind { get; } = new("settle-charge") { Keep = TimeSpan.Zero };

    public Task HandleAsync(ChargeToSettle wanted, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var charge = await db.Charges.SingleAsync(known => known.PublicId == wanted.Charge, ct);
            if (charge.Status == ChargeStatus.Pending)
            {
                var isGood = charge.Method != ChargeMethod.Declined;
                (charge.Status, charge.Reason, charge.SettledAt) = (isGood ? ChargeStatus.Succeeded : ChargeStatus.Failed, isGood ? null : "card_declined", Instant.Now(time));
                if (charge.Method != ChargeMethod.Silent)
                {
                    await jobs.EnqueueAsync(db, TellCharge.Kind, new(charge.PublicId), ct);
                }
            }

            await db.SaveChangesAsync(ct);
            await jobs.CompleteInTransactionAsync(db, run, ct);
            return true;
        },
        cancellationToken);
}

/// <summary>A charge that is to be settled.</summary>
internal sealed record ChargeToSettle(string Charge);
