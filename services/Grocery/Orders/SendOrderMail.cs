using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Jobs;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// Tells a customer by mail what has become of an order (S0's <c>send_email_notification</c>): a job that is asked for in the order's own transaction, and knows
/// the order alone. Whom to tell what, it reads when it runs.
/// </summary>
internal sealed class SendOrderMail(Session<GroceryDb> session, ServiceMail<GroceryDb> mails, MailTemplates templates)
{
    public static JobKind<OrderMail> Kind { get; } = MailJobs.Kind<OrderMail>("order-mail");

    public Task HandleAsync(OrderMail told, JobRun run, CancellationToken cancellationToken) =>
        mails.SendAsync(run, $"order-{told.Status}:{told.Order}", ct => WriteAsync(told, ct), cancellationToken);

    private async Task<MailMessage?> WriteAsync(OrderMail told, CancellationToken cancellationToken)
    {
        var order = await session.ReadAsync((db, ct) => db.Orders.Include(order => order.Items).SingleOrDefaultAsync(order => order.PublicId == told.Order, ct), cancellationToken);
        var email = order?.UserId is not { } id ? null
            : await session.ReadAsync((db, ct) => db.Users.Where(user => user.Id == id).Select(user => user.Email).SingleOrDefaultAsync(ct), cancellationToken);

        // Whoever signs in by a provider that says no e-mail is known by his uid alone. That it was placed is no news where it has been cancelled, which another mail says.
        return order is null || email?.Contains('@', StringComparison.Ordinal) != true || (order.Status == OrderStatus.Cancelled && told.Status != OrderStatus.Cancelled)
            ? null
            : templates.Write(told.Status == OrderStatus.Cancelled ? OrderMailWords.Cancelled : OrderMailWords.Placed, email, order);
    }
}

/// <summary>What the job is told.</summary>
/// <param name="Order">The order's public id.</param>
/// <param name="Status">What it has become.</param>
internal sealed record OrderMail(Guid Order, string Status);
