using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Tables;

/// <summary>
/// What a table's code leads to: where the guest sits, and where the menu and the orders are. The token stands behind the <c>#</c> of the
/// code's address, which browsers keep to themselves: it is in no log, no proxy and no referrer, and comes in its header.
/// </summary>
internal sealed class OpenTable(Session<CafeDb> session, Tenants tenants)
{
    public async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (guest, problem) = await tenants.GuestAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        if (guest is not { TableId: { } table })
        {
            return Problem.Of(ProblemTypes.Unauthorized, $"Send what stands behind '#' in the code's address in {TableTokens.Header}.");
        }

        var names = await session.Of(guest.Restaurant).ReadAsync(
            async (db, ct) => new
            {
                Restaurant = await db.Restaurants.Where(r => r.Id == guest.Restaurant.Value).Select(r => r.Name).SingleAsync(ct),
                Table = await db.Tables.Of(guest.Restaurant).Where(t => t.Id == table).Select(t => t.Name).SingleAsync(ct),
            },
            cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var api = $"{context.Request.PathBase}/{CafeModule.Info.Name}/api/v1";
        return Results.Ok(new OpenedTable(names.Restaurant, names.Table, $"{api}/menu-items/", $"{api}/orders/", $"{api}/bill"));
    }
}

/// <summary>Its answer.</summary>
/// <param name="Restaurant">The restaurant's name.</param>
/// <param name="Table">The table's.</param>
/// <param name="Menu">Where the menu is.</param>
/// <param name="Orders">Where to order.</param>
/// <param name="Bill">Where the table's bill is.</param>
internal sealed record OpenedTable(string Restaurant, string Table, string Menu, string Orders, string Bill);
