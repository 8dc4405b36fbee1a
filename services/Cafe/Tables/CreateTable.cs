using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>Adds a table to the caller's restaurant; its code is made by itself. A name that another table has is a conflict.</summary>
internal sealed class CreateTable(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewTable> body, HttpContext context, ItemView<CafeDb, Table> view, string address, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var table = new Table { RestaurantId = staff.Restaurant.Value, Name = body.Value.Name, Seats = body.Value.Seats, CreatedAt = Instant.Now(time) };
        return await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                db.Tables.Add(table);
                await db.SaveChangesAsync(ct);
                return view.ShowNew(table, $"{address}/{table.Id}");
            },
            cancellationToken);
    }
}
