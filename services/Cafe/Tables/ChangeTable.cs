using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>Changes a table of the caller's restaurant from the version in If-Match; its code stays.</summary>
internal sealed class ChangeTable(Session<CafeDb> session, Tenants tenants)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewTable> body, HttpContext context, ItemView<CafeDb, Table> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "table")) is { } refused)
        {
            return refused;
        }

        return await session.Of(staff!.Restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, staff.Restaurant, id, body.Value, context.Request, ct) ?? view.Show(id), cancellationToken);
    }

    private static async Task<Problem?> ChangeAsync(
        CafeDb db, RestaurantId restaurant, long id, NewTable body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Tables.Of(restaurant).SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } table)
        {
            return Problem.NotFound("Table", id);
        }

        if (!EntityTag.Matches(request, table.Version))
        {
            return EntityTag.Changed("table");
        }

        (table.Name, table.Seats) = (body.Name, body.Seats);
        table.Version++;
        return null;
    }
}
