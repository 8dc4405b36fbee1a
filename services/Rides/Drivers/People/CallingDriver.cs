using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>The driver that the caller is.</summary>
internal sealed class CallingDriver(Caller caller, KeyLookup<DriversDb, Driver> ids)
{
    /// <summary>What is answered to whoever is signed in and drives nothing.</summary>
    public static Problem IsNone => Problem.Of(ProblemTypes.NotFound, "You are no driver yet: POST /rides/drivers with your name, vehicle and plate makes you one.");

    public string SubjectOf(HttpContext context) => caller.Of(context);

    /// <summary>His row; null where he is no driver.</summary>
    public Task<long?> IdAsync(HttpContext context) => ids.FindAsync(caller.Of(context), context.RequestAborted);

    /// <summary>For lists: what is his.</summary>
    public async ValueTask<RowScope> MineAsync(HttpContext context) => await IdAsync(context) is { } id ? RowScope.Of(id) : RowScope.Refused(IsNone);
}
