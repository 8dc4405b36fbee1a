using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Payments.Providers;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// Begins to pay a ride. One statement decides who begins: of two at once the other is told that one is under way. The job that charges is a row of the same transaction, so that
/// nothing is charged of what was not begun, and what was begun is charged whenever a process dies.
/// </summary>
internal sealed class PayRide(Session<PaymentsDb> session, ServiceJobs<PaymentsDb> jobs, ProviderAddress provider, TimeProvider time)
{
    public async Task<IResult> HandleAsync(Guid ride, Body<NewPay> body, string rider, ItemView<PaymentsDb, Payment> view, string address, CancellationToken cancellationToken)
    {
        if (provider.Find() is null)
        {
            return ProviderAddress.NotSet;
        }

        var method = body.Value.Method;
        return await session.AnswerAsync(
            async (db, ct) => await BeginAsync(db, ride, rider, method, ct) is { } refused ? refused : new Accepted(view.Show(ride), address), cancellationToken);
    }

    private async Task<Problem?> BeginAsync(PaymentsDb db, Guid ride, string rider, string method, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var which = db.Payments.Where(payment => payment.Ride == ride && payment.Rider == rider);
        var begun = await which.Where(payment => payment.State == PaymentState.Due || payment.State == PaymentState.Failed).ExecuteUpdateAsync(
            set => set.SetProperty(payment => payment.State, PaymentState.Processing)
                .SetProperty(payment => payment.Method, method)
                .SetProperty(payment => payment.Attempt, payment => payment.Attempt + 1)
                .SetProperty(payment => payment.ProviderCharge, (string?)null)
                .SetProperty(payment => payment.Reason, (string?)null)
                .SetProperty(payment => payment.UpdatedAt, now)
                .SetProperty(payment => payment.Version, payment => payment.Version + 1),
            cancellationToken);
        var found = await which.Select(payment => new { payment.PublicId, payment.State, payment.Attempt }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || begun == 0)
        {
            return Refusal(ride, found?.State);
        }

        db.NoteTrail<Payment>(PaymentState.Processing, ride);
        await ChargeRider.AskAsync(jobs, db, new(found.PublicId, found.Attempt), cancellationToken);
        return null;
    }

    private static Problem Refusal(Guid ride, string? state) => state switch
    {
        null => Problem.NotFound("Payment", ride),
        PaymentState.Paid => Problem.Of(ProblemTypes.Conflict, "This ride is paid; there is nothing left to pay."),
        _ => Problem.Of(ProblemTypes.Conflict, $"The payment of this ride is {state}: ask again what became of it, and pay again only if it has failed."),
    };
}

/// <summary>How somebody pays.</summary>
/// <param name="Method">What the provider calls the rider's card or account. It begins with a letter: a card's number, which nobody may keep, is refused.</param>
internal sealed record NewPay(
    [property: Required, RegularExpression(NewPay.Pattern, ErrorMessage = "must be the provider's name of a way to pay, such as card-ok: a letter, then letters, digits, - and _, at most 64; never a card's number")] string Method)
{
    public const string Pattern = "[A-Za-z][A-Za-z0-9_-]{0,63}";
}
