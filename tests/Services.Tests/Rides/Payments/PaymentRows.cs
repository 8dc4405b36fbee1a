using Microsoft.EntityFrameworkCore;
using Seaworthy.Rides.Payments;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>What the databases hold that no endpoint shows.</summary>
internal static class PaymentRows
{
    public static Task<Payment> OfAsync(PaymentsOnSqlite host, Guid ride) => host.Session.ReadAsync((db, ct) => db.Payments.SingleAsync(payment => payment.Ride == ride, ct), default);

    /// <summary>How often the provider was made to charge for a ride.</summary>
    public static async Task<int> ChargesAsync(PaymentsOnSqlite host, Guid ride)
    {
        var payment = (await OfAsync(host, ride)).PublicId.ToString();
        return await host.StandIn.Session.ReadAsync((db, ct) => db.Charges.CountAsync(charge => charge.Reference.StartsWith(payment), ct), default);
    }

    /// <summary>Makes it under way for longer than anybody waits.</summary>
    public static Task<int> AgeAsync(PaymentsOnSqlite host, Guid ride)
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - Reconcile.Patience - TimeSpan.FromSeconds(1);
        return host.Session.WriteAsync((db, ct) => db.Payments.Where(payment => payment.Ride == ride).ExecuteUpdateAsync(set => set.SetProperty(payment => payment.UpdatedAt, before), ct), default);
    }
}
