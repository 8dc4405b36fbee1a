using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Hosting;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Asking;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Driving;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Matching;
using Seaworthy.Rides.Trips.Money;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Rides.Trips.Seed;

namespace Seaworthy.Rides.Trips;

/// <summary>Rides from the request to the payment (S4), at the service's own address: <c>GET /rides</c>.</summary>
public sealed class TripsModule : IModule
{
    public static ModuleInfo Info { get; } = RidesService.Module("trips", "Ride hailing, trips") with { Prefix = $"/{RidesService.Name}", Problems = RideProblems.All };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<TripsDb>().KeepIdempotencyKeys<TripsDb>().KeepAuditTrail<TripsDb>().AddOutbox<TripsDb>().AddJobs<TripsDb>(jobs => jobs
            .Run<EndSearch, SearchRound>(EndSearch.Kind, (end, search, run, ct) => end.HandleAsync(search, run, ct))
            .Run<EndOffer, SearchRound>(EndOffer.Kind, (end, offer, run, ct) => end.HandleAsync(offer, run, ct))
            .Run<RebuildRides, Rebuild, Rebuilt>(RebuildRides.Kind, (rebuild, _, run, ct) => rebuild.HandleAsync(run, ct))
            .Consume<OfferRide, DriverFound>(OfferRide.Heard, RideEvents.Found, (offer, told, run, ct) => offer.HearAsync(told, run, ct))
            .Consume<EndSearch, NobodyFound>(EndSearch.Heard, RideEvents.Nobody, (end, told, run, ct) => end.HearAsync(told, run, ct))
            .Consume<HearPayments, MoneyPaid>(HearPayments.Paid, RideEvents.Paid, (hear, told, run, ct) => hear.HearAsync(told, run, ct))
            .Consume<HearPayments, PaymentFailed>(HearPayments.Failed, RideEvents.Failed, (hear, told, run, ct) => hear.HearAsync(told, run, ct)));
        module.AddCaller();
        module.Services.AddSingleton(Tariff.Read(module.Configuration));
        module.Services.AddSingleton<IServiceSeed, TripsSeed>();
        module.Services.AddSingleton<RideMetrics>();
        module.Services.AddSingleton<RideBook>();
        module.Services.AddSingleton<RequestRide>();
        module.Services.AddSingleton<CancelRide>();
        module.Services.AddSingleton<DriverSearch>();
        module.Services.AddSingleton<OfferRide>();
        module.Services.AddSingleton<EndOffer>();
        module.Services.AddSingleton<EndSearch>();
        module.Services.AddSingleton<DriverSteps>();
        module.Services.AddSingleton<AnswerOffer>();
        module.Services.AddSingleton<DriveRide>();
        module.Services.AddSingleton<EndRide>();
        module.Services.AddSingleton<Debts>();
        module.Services.AddSingleton<HearPayments>();
        module.Services.AddSingleton<RebuildRides>();
        module.Services.AddSingleton<ShowHistory>();
    }

    public static void MapRoutes(RouteGroupBuilder routes) => Routes.Map(routes);
}
