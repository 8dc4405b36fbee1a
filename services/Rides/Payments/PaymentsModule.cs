using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Hosting;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Payments.Providers;
using Seaworthy.Rides.Provider;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// What riders owe and how they pay it: by a provider behind an interface, who is told each attempt once, tells what became of it by a signed webhook, and is asked where he does not.
/// </summary>
public sealed class PaymentsModule : IModule
{
    public static ModuleInfo Info { get; } = WithDefaults(RidesService.Module("payments", "Ride hailing, payments"));

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<PaymentsDb>().KeepIdempotencyKeys<PaymentsDb>().KeepAuditTrail<PaymentsDb>();
        module.AddJobs<PaymentsDb>(jobs => jobs
            .Consume<TakeDebt, MoneyOwed>(TakeDebt.Kind, RideEvents.Owed, (take, owed, run, ct) => take.HandleAsync(owed, run, ct))
            .Run<ChargeRider, WantedCharge>(ChargeRider.Kind, (charge, wanted, run, ct) => charge.HandleAsync(wanted, run, ct))
            .Run<Reconcile, ReconcileRound>(Reconcile.Kind, (reconcile, _, _, ct) => reconcile.HandleAsync(ct))
            .Schedule("reconcile", Reconcile.When, Reconcile.Kind, instant => new(instant))).AddOutbox<PaymentsDb>();
        module.AddCaller();
        module.Services.AddSingleton(sp => PaymentsSetup.Read(module.Configuration, module.Profile, sp.GetRequiredService<IWebHostEnvironment>()));
        module.Services.AddHostedService<PaymentsStart>();
        module.Services.AddProviderClient(module.Profile.Options);
        module.Services.AddSingleton<ProviderAddress>();
        module.Services.AddSingleton<IPaymentProvider, HttpPaymentProvider>();
        module.Services.AddSingleton<PaymentMetrics>();
        module.Services.AddSingleton<Settlement>();
        module.Services.AddSingleton<TakeDebt>();
        module.Services.AddSingleton<PayRide>();
        module.Services.AddSingleton<ChargeRider>();
        module.Services.AddSingleton<ReceiveWebhook>();
        module.Services.AddSingleton<Reconcile>();
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);

        // From the start, and not from the first payment on: what nobody has made cannot be read.
        ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<PaymentMetrics>();
    }

    private static ModuleInfo WithDefaults(ModuleInfo info) => info with
    {
        Defaults = options =>
        {
            info.Defaults(options);
            options.Jobs.Queues[ChargeRider.Kind.Queue] = "32"; // they wait for the provider more than they work
            options.Resilience.Clients[HttpPaymentProvider.Client] = HttpPaymentProvider.Bounds;
            options.Signatures.Keys[StandIn.SigningKey] = StandIn.DeskSecret;
        },
    };
}
