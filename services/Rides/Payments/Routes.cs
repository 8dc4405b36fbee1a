using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Provider;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Payments;

/// <summary>Every endpoint of the payments, one line each.</summary>
internal static class Routes
{
    private const int WebhookBytes = 4 * 1024;

    public static void Map(RouteGroupBuilder routes)
    {
        MapRiders(routes, routes.MapGroup("").RequireAuthorization());

        // Whoever signs is no guesser, and a provider sends from few addresses.
        routes.MapPost(StandIn.Webhook, (Body<ChargeNews> body, ReceiveWebhook receive, HttpContext context, CancellationToken ct) => receive.HandleAsync(body, context, ct))
            .RequireSignature().Public().WithoutIdempotency().WithoutLimit().WithBodyLimit(WebhookBytes)
            .WithOperation(new("What the payment provider tells of a charge") { Status = StatusCodes.Status204NoContent, Errors = [404, 503] });
        routes.MapGroup("/admin").RequireRole(RidesService.Operator).MapAuditTrail<PaymentsDb>("/trail");
    }

    private static void MapRiders(RouteGroupBuilder routes, RouteGroupBuilder rider)
    {
        var caller = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Caller>();
        var payment = routes.View<PaymentsDb, Payment>(PaymentLists.MyItem, "Payment", version: "version", within: caller.MineAsync);
        var any = routes.View<PaymentsDb, Payment>(PaymentLists.AnyItem, "Payment", version: "version");
        rider.MapKeyset<PaymentsDb, Payment, Payment>("/", PaymentLists.Mine, caller.MineAsync);
        rider.MapGet("/{id:guid}", (Guid id, HttpContext context) => (caller.LooksAfterAll(context) ? any : payment).Show(id)).WithQueryBudget(1).WithOperation(payment.Describe());
        rider.MapPost("/{id:guid}/pay", Pay).RequireIdempotencyKey()
            .WithOperation(payment.DescribeStep("Pays what a ride costs; what became of it is shown where Location says") with { Status = StatusCodes.Status202Accepted, Errors = [404, 409] });

        Task<IResult> Pay(Guid id, Body<NewPay> body, PayRide pay, HttpContext context, CancellationToken ct) =>
            pay.HandleAsync(id, body, caller.Of(context), payment, $"{context.Request.PathBase}{context.Request.Path}"[..^"/pay".Length], ct);
    }
}
