using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>Shows a driver himself.</summary>
internal sealed class ShowDriver(CallingDriver calling)
{
    public async Task<IResult> HandleAsync(HttpContext context, ItemView<DriversDb, Driver> view) =>
        await calling.IdAsync(context) is { } id ? view.Show(id) : CallingDriver.IsNone;
}
