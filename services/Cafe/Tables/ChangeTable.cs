using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>Changes a table of the caller's restaurant from the version in If-Match; its code stays.</summary>
internal sealed class ChangeTable(RowChanges changes)
{
    public Task<IResult> HandleAsync(
        long id, Body<NewTable> body, HttpContext context, ItemView<CafeDb, Table> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "table", id, context, view,
        find: (db, restaurant, ct) => db.Tables.Of(restaurant).SingleOrDefaultAsync(table => table.Id == id, ct),
        change: (_, table, _) =>
        {
            (table.Name, table.Seats) = (body.Value.Name, body.Value.Seats);
            return default;
        },
        touches: null, cancellationToken);
}
