using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>
/// Changes a row of the caller's restaurant from the version in If-Match: 428 without one, 404 for what is not the restaurant's, 412 where somebody has
/// changed it meanwhile.
/// </summary>
internal sealed class RowChanges(Session<CafeDb> session, Tenants tenants)
{
    /// <summary>Makes one.</summary>
    /// <param name="what">What it is called, in small letters.</param>
    /// <param name="id">Which.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="view">How it is shown afterwards.</param>
    /// <param name="find">Finds it among the restaurant's.</param>
    /// <param name="change">Makes it what the body says; a problem takes all back.</param>
    /// <param name="touches">Tags of kept answers that it is in; null for none.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<IResult> MakeAsync<TRow>(
        string what, long id, HttpContext context, ItemView<CafeDb, TRow> view, Func<CafeDb, RestaurantId, CancellationToken, Task<TRow?>> find,
        Func<CafeDb, TRow, CancellationToken, ValueTask<Problem?>> change, Func<RestaurantId, IReadOnlyList<string>>? touches, CancellationToken cancellationToken)
        where TRow : class, IVersioned
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, what)) is { } refused)
        {
            return refused;
        }

        var restaurant = staff!.Restaurant;
        return await session.Of(restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(await find(db, restaurant, ct), db, ct) ?? view.Show(id), cancellationToken, touches is null ? null : () => touches(restaurant));

        async Task<IResult?> ChangeAsync(TRow? row, CafeDb db, CancellationToken ct)
        {
            if (row is null)
            {
                return Problem.NotFound($"{char.ToUpperInvariant(what[0])}{what[1..]}", id);
            }

            if (!EntityTag.Matches(context.Request, row.Version))
            {
                return EntityTag.Changed(what);
            }

            row.Version++;
            return await change(db, row, ct);
        }
    }
}
