using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Asking;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Driving;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Trips;

/// <summary>Every endpoint of the trips, one line each.</summary>
internal static class Routes
{
    private const string ByCursor = "/rides/mine";

    public static void Map(RouteGroupBuilder routes)
    {
        var caller = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Caller>();
        var signedIn = routes.MapGroup("").RequireAuthorization();
        MapRiding(signedIn, signedIn.View<TripsDb, Ride>(RideLists.Item, "Ride", version: "version", within: caller.MineAsync), caller);
        MapDriving(signedIn, signedIn.View<TripsDb, Ride>(RideLists.DrivenItem, "Ride", version: "version", within: caller.MineAsync), caller);
        MapAdmin(routes.MapGroup("/admin").RequireRole(RidesService.Operator));
    }

    private static void MapRiding(RouteGroupBuilder riding, ItemView<TripsDb, Ride> ride, Caller caller)
    {
        riding.MapPages<TripsDb, Ride, Ride>("/", RideLists.Mine, Dialect.Rides, ByCursor, caller.MineAsync);
        riding.MapKeyset<TripsDb, Ride, Ride>("/mine", RideLists.Mine, caller.MineAsync);
        riding.MapItem("/{id:guid}", ride);
        riding.MapGet("/{id:guid}/history", (Guid id, ShowHistory show, HttpContext context, CancellationToken ct) => show.HandleAsync(id, caller.Of(context), ct)).WithOperation(ShowHistory.Description);
        riding.MapPost("/", Ask).InClass(RequestClass.Critical).WithOperation(ride.DescribeCreate("Asks for a ride"));
        riding.MapPost("/{id:guid}/cancel", Cancel).InClass(RequestClass.Critical).WithOperation(ride.DescribeStep("Cancels a ride that has not started"));

        Task<IResult> Ask(Body<NewRide> body, RequestRide request, HttpContext context, CancellationToken ct) =>
            request.HandleAsync(body, caller.Of(context), ride, $"{context.Request.PathBase}{context.Request.Path}".TrimEnd('/'), ct);
        Task<IResult> Cancel(Guid id, CancelRide cancel, HttpContext context, CancellationToken ct) => cancel.HandleAsync(id, caller.Of(context), ride, ct);
    }

    private static void MapDriving(RouteGroupBuilder driving, ItemView<TripsDb, Ride> ride, Caller caller)
    {
        driving.MapKeyset<TripsDb, Ride, Ride>("/driven", RideLists.Driven, caller.MineAsync);
        driving.MapItem("/driven/{id:guid}", ride);
        driving.MapPost("/{id:guid}/accept", Accept).InClass(RequestClass.Critical).WithOperation(ride.DescribeStep("Takes the ride that the caller was asked for"));
        driving.MapPost("/{id:guid}/decline", Decline).InClass(RequestClass.Critical)
            .WithOperation(new("Does not take it, or gives it back before it starts") { Status = StatusCodes.Status204NoContent, Errors = [404, 409] });
        driving.MapPost("/{id:guid}/start", Start).InClass(RequestClass.Critical).WithOperation(ride.DescribeStep("Begins it: the rider is in the car"));
        driving.MapPost("/{id:guid}/finish", Finish).InClass(RequestClass.Critical).WithOperation(ride.DescribeStep("Ends it: the rider is where he wanted to be, and owes the fare"));

        Task<IResult> Accept(Guid id, AnswerOffer answer, HttpContext context, CancellationToken ct) => answer.AcceptAsync(id, caller.Of(context), ride, ct);
        Task<IResult> Decline(Guid id, AnswerOffer answer, HttpContext context, CancellationToken ct) => answer.DeclineAsync(id, caller.Of(context), ct);
        Task<IResult> Start(Guid id, DriveRide drive, HttpContext context, CancellationToken ct) => drive.StartAsync(id, caller.Of(context), ride, ct);
        Task<IResult> Finish(Guid id, DriveRide drive, HttpContext context, CancellationToken ct) => drive.FinishAsync(id, caller.Of(context), ride, ct);
    }

    private static void MapAdmin(RouteGroupBuilder admin)
    {
        var ride = admin.View<TripsDb, Ride>(RideLists.AnyItem, "Ride");
        admin.MapKeyset<TripsDb, Ride, Ride>("/rides", RideLists.All);
        admin.MapItem("/rides/{id:guid}", ride);
        admin.MapGet("/rides/{id:guid}/history", (Guid id, ShowHistory show, CancellationToken ct) => show.HandleAsync(id, who: null, ct)).WithOperation(ShowHistory.Description);
        admin.MapPost("/rides/{id:guid}/end", (Guid id, Body<RideEnd> body, EndRide end, CancellationToken ct) => end.HandleAsync(id, body, ride, ct))
            .WithOperation(ride.DescribeStep("Ends a ride that its driver does not end: rider and driver are free, and nothing is owed") with { Errors = [404, 409] });
        admin.MapPost("/rebuild", (RebuildRides rebuild, HttpRequest request, CancellationToken ct) => rebuild.AskAsync($"{request.PathBase}/rides/admin/tasks", ct))
            .WithOperation(TaskEndpoints.DescribeAccepted("Makes all rides anew of their histories, while they are ridden"));
        admin.MapAuditTrail<TripsDb>("/trail");
        admin.MapTasks<TripsDb>("/tasks", (_, job) => new(job.Kind == RebuildRides.Kind.Name));
    }
}
