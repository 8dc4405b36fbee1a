using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.Cafe.Tables;

/// <summary>Gives a table a new code. The one before is worth nothing from then on.</summary>
internal sealed class RenewCode(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(long id, HttpContext context, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var (token, now) = (OpaqueSecret.New(), Instant.Now(time));
        var hash = TableTokens.HashOf(token);
        var found = await session.Of(staff.Restaurant).WriteAsync(
            async (db, ct) =>
            {
                db.NoteTrail<Table>("code-renewed", id);
                return await db.Tables.Of(staff.Restaurant).Where(table => table.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(table => table.TokenHash, hash).SetProperty(table => table.TokenAt, now).SetProperty(table => table.Version, table => table.Version + 1), ct) == 1;
            },
            cancellationToken, keep: isFound => isFound);
        if (!found)
        {
            return Problem.NotFound("Table", id);
        }

        context.Response.Headers.CacheControl = "no-store";
        var request = context.Request;
        return Results.Ok(TableCode.Of(id, token, $"{request.Scheme}://{request.Host}{request.PathBase}/{CafeModule.Info.Name}/t#{token}"));
    }
}
