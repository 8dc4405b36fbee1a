using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Tables;

/// <summary>What a guest who scans a table's code is told: where he sits, and where the menu and the orders are.</summary>
internal sealed class OpenTable(Session<CafeDb> session, TableTokens tokens)
{
    public async Task<IResult> HandleAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(context, token) is not { } found)
        {
            return Problem.Of(ProblemTypes.NotFound, "No table has this code. Scan it again.");
        }

        var names = await session.Of(found.Restaurant).ReadAsync(
            async (db, ct) => new
            {
                Restaurant = await db.Restaurants.Where(r => r.Id == found.Restaurant.Value).Select(r => r.Name).SingleAsync(ct),
                Table = await db.Tables.Of(found.Restaurant).Where(t => t.Id == found.Id).Select(t => t.Name).SingleAsync(ct),
            },
            cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var api = $"{context.Request.PathBase}/{CafeModule.Info.Name}/api/v1";
        return Results.Ok(new OpenedTable(names.Restaurant, names.Table, TableTokens.Header, $"{api}/menu-items/", $"{api}/orders/", $"{api}/bill"));
    }
}

/// <summary>Its answer.</summary>
/// <param name="Restaurant">The restaurant's name.</param>
/// <param name="Table">The table's.</param>
/// <param name="TokenHeader">The header in which the token goes with each of the calls below.</param>
/// <param name="Menu">Where the menu is.</param>
/// <param name="Orders">Where to order.</param>
/// <param name="Bill">Where the table's bill is.</param>
internal sealed record OpenedTable(string Restaurant, string Table, string TokenHeader, string Menu, string Orders, string Bill);
