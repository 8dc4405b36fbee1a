using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Money;

/// <summary>What has become of what a ride costs. What is paid stays paid, whatever is heard after it.</summary>
internal sealed class HearPayments(Session<TripsDb> session, ServiceJobs<TripsDb> jobs, RideBook book)
{
    public static JobKind<MoneyPaid> Paid { get; } = new("hear-money-paid") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public static JobKind<PaymentFailed> Failed { get; } = new("hear-payment-failed") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HearAsync(MoneyPaid told, JobRun run, CancellationToken cancellationToken) => WriteAsync(told.Ride, new RidePaid(told.Payment, told.At), run, cancellationToken);

    public Task HearAsync(PaymentFailed told, JobRun run, CancellationToken cancellationToken) => WriteAsync(told.Ride, new RidePaymentRefused(told.Payment, told.Reason), run, cancellationToken);

    private Task<bool> WriteAsync(Guid id, RideFact fact, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            await jobs.CompleteInTransactionAsync(db, run, ct);
            if (await RideBook.HoldAsync(db, id, ct) is { } ride && ride.Payment != PaymentState.Paid)
            {
                book.Write(db, ride, fact);
            }

            return true;
        },
        cancellationToken);
}
