using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>Changes the caller's restaurant from the version in If-Match.</summary>
internal sealed class ChangeRestaurant(RowChanges changes, TimeProvider time)
{
    public Task<IResult> HandleAsync(
        long id, Body<RestaurantChange> body, HttpContext context, ItemView<CafeDb, Restaurant> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "restaurant", id, context, view,
        find: (db, own, ct) => db.Restaurants.SingleOrDefaultAsync(restaurant => restaurant.Id == id && restaurant.Id == own.Value, ct),
        change: (_, restaurant, _) =>
        {
            (restaurant.Name, restaurant.UpdatedAt) = (body.Value.Name, Instant.Now(time));
            return default;
        },
        touches: null, cancellationToken);
}
