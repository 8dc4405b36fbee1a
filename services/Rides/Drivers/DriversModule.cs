using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Hosting;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;
using Seaworthy.Rides.Drivers.Shifts;

namespace Seaworthy.Rides.Drivers;

/// <summary>Who drives, where they are, and who is kept for which ride (S4).</summary>
public sealed class DriversModule : IModule
{
    public static ModuleInfo Info { get; } = RidesService.Module("drivers", "Ride hailing, drivers");

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<DriversDb>().KeepIdempotencyKeys<DriversDb>().AddLookup<DriversDb, Driver>(DriverLists.BySubject);
        module.AddJobs<DriversDb>(jobs => jobs
            .Consume<MatchRide, DriverWanted>(MatchRide.Wanted, RideEvents.Wanted, (match, wanted, run, ct) => match.HandleAsync(wanted, run, ct))
            .Run<MatchRide, WantedStill>(MatchRide.Still, (match, still, run, ct) => match.HandleAsync(still, run, ct))
            .Consume<ReleaseDriver, DriverReleased>(ReleaseDriver.Kind, RideEvents.Released, (release, released, run, ct) => release.HandleAsync(released, run, ct))
            .Run<PruneHistory, PruneRound>(PruneHistory.Kind, (prune, _, _, ct) => prune.HandleAsync(ct))
            .Schedule("prune-history", PruneHistory.When, PruneHistory.Kind, instant => new(instant))).AddOutbox<DriversDb>();
        module.AddCaller();
        AddPeople(module);
        AddMatching(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);

        // From the start, and not from the first ride on: what nobody has made cannot be read.
        ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<DriverMetrics>();
    }

    private static void AddPeople(ModuleBuilder module)
    {
        module.Services.AddSingleton<CallingDriver>();
        module.Services.AddSingleton<CreateDriver>();
        module.Services.AddSingleton<ShowDriver>();
        module.Services.AddSingleton<ChangeDriver>();
        module.Services.AddSingleton<ChangeShift>();
        module.Services.AddSingleton<PositionRow>();
        module.Services.AddSingleton<TakePosition>();
        module.Services.AddSingleton<PruneHistory>();
    }

    private static void AddMatching(ModuleBuilder module)
    {
        module.Services.AddSingleton(MatchRules.Read(module.Configuration));
        module.Services.AddSingleton<AskedRides>();
        module.Services.AddSingleton<NearestDriver>();
        module.Services.AddSingleton<MatchRide>();
        module.Services.AddSingleton<ReleaseDriver>();
        module.Services.AddSingleton<DriverCounts>();
        module.Services.AddSingleton<DriverMetrics>();
    }
}
