using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Staff;

/// <summary>Changes somebody of the caller's restaurant from the version in If-Match. Nobody takes the last owner away.</summary>
internal sealed class ChangeUser(RowChanges changes, TimeProvider time)
{
    public Task<IResult> HandleAsync(
        long id, Body<NewUser> body, HttpContext context, ItemView<CafeDb, User> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "user", id, context, view,
        find: (db, restaurant, ct) => FindAsync(db, restaurant, id, ct),
        change: (db, user, ct) => ChangeAsync(db, user, body.Value, ct),
        touches: null, cancellationToken);

    private static async Task<User?> FindAsync(CafeDb db, RestaurantId restaurant, long id, CancellationToken cancellationToken)
    {
        // One change of the people at a time: two owners who take each other away at once would leave none.
        await db.Restaurants.Where(r => r.Id == restaurant.Value).ExecuteUpdateAsync(set => set.SetProperty(r => r.LastEvent, r => r.LastEvent), cancellationToken);
        return await db.Users.Of(restaurant).SingleOrDefaultAsync(user => user.Id == id, cancellationToken);
    }

    private async ValueTask<Problem?> ChangeAsync(CafeDb db, User user, NewUser body, CancellationToken cancellationToken)
    {
        user.Become(body);
        user.UpdatedAt = Instant.Now(time);
        await db.SaveChangesAsync(cancellationToken);
        return await db.Users.Of(new(user.RestaurantId)).AnyAsync(u => u.Role == StaffRole.Owner && u.IsActive, cancellationToken)
            ? null
            : Problem.Of(ProblemTypes.Conflict, "The restaurant would have no owner left. Make somebody else one first.");
    }
}
