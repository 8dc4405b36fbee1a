using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;
using Seaworthy.Rides.Drivers.Shifts;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers;

/// <summary>Every endpoint of the drivers, one line each.</summary>
internal static class Routes
{
    public static void Map(RouteGroupBuilder routes)
    {
        MapOwn(routes.MapGroup("").RequireAuthorization());

        var operators = routes.MapGroup("").RequireRole(RidesService.Operator);
        operators.MapKeyset<DriversDb, Driver, Driver>("/", DriverLists.All);
        operators.MapItem("/{id:long}", operators.View<DriversDb, Driver>(DriverLists.Item, "Driver"));
    }

    private static void MapOwn(RouteGroupBuilder own)
    {
        var calling = ((IEndpointRouteBuilder)own).ServiceProvider.GetRequiredService<CallingDriver>();
        var me = own.View<DriversDb, Driver>(DriverLists.Own, "Driver", version: "version");
        own.MapPost("/", Create).WithOperation(me.DescribeCreate("Makes the caller a driver") with { Errors = [409] });
        own.MapGet("/me", Show).WithQueryBudget(2).WithOperation(Mine(me.Describe(), "Shows what is known of the caller"));
        own.MapPut("/me", Change).WithOperation(Mine(me.DescribeChange("Replaces what the caller says of himself, from the version in If-Match"), null));
        own.MapPut("/me/shift", Begin).WithOperation(Mine(me.DescribeStep("Says whether the caller takes rides; off while he has one, he is off behind it"), null));
        own.MapPut("/me/position", Take).WithQueryBudget(3).WithOperation(new("Says where the caller is") { Status = StatusCodes.Status204NoContent, Errors = [404] });
        own.MapKeyset<DriversDb, DriverPosition, DriverPosition>("/me/positions", PositionLists.Mine, calling.MineAsync);

        Task<IResult> Create(Body<NewDriver> body, CreateDriver create, HttpContext context, CancellationToken ct) => create.HandleAsync(body, context, me, $"{Address(context.Request)}/me", ct);
        Task<IResult> Show(ShowDriver show, HttpContext context) => show.HandleAsync(context, me);
        Task<IResult> Change(Body<NewDriver> body, ChangeDriver change, HttpContext context, CancellationToken ct) => change.HandleAsync(body, context, me, ct);
        Task<IResult> Begin(Body<Shift> body, ChangeShift change, HttpContext context, CancellationToken ct) => change.HandleAsync(body, context, me, ct);
        Task<IResult> Take(Body<NewPosition> body, TakePosition take, HttpContext context, CancellationToken ct) => take.HandleAsync(body, context, ct);
    }

    // The caller's own row has no id in its address.
    private static OperationDescription Mine(OperationDescription one, string? summary) => one with
    {
        Summary = summary ?? one.Summary,
        Parameters = [.. one.Parameters.Where(parameter => parameter.In == "header")],
    };

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
