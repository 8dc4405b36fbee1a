using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>Changes the caller's restaurant from the version in If-Match.</summary>
internal sealed class ChangeRestaurant(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<RestaurantChange> body, HttpContext context, ItemView<CafeDb, Restaurant> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "restaurant")) is { } refused)
        {
            return refused;
        }

        return await session.Of(staff!.Restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, staff.Restaurant, id, body.Value, context.Request, ct) ?? view.Show(id), cancellationToken);
    }

    private async Task<Problem?> ChangeAsync(
        CafeDb db, RestaurantId restaurant, long id, RestaurantChange body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Restaurants.SingleOrDefaultAsync(r => r.Id == id && r.Id == restaurant.Value, cancellationToken) is not { } found)
        {
            return Problem.NotFound("Restaurant", id);
        }

        if (!EntityTag.Matches(request, found.Version))
        {
            return EntityTag.Changed("restaurant");
        }

        found.Name = body.Name;
        found.UpdatedAt = Instant.Now(time);
        found.Version++;
        return null;
    }
}
