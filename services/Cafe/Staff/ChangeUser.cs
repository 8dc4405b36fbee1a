using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Staff;

/// <summary>Changes somebody of the caller's restaurant from the version in If-Match. Nobody takes the last owner away.</summary>
internal sealed class ChangeUser(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewUser> body, HttpContext context, ItemView<CafeDb, User> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "user")) is { } refused)
        {
            return refused;
        }

        return await session.Of(staff!.Restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, staff.Restaurant, id, body.Value, context.Request, ct) ?? view.Show(id), cancellationToken);
    }

    private async Task<Problem?> ChangeAsync(
        CafeDb db, RestaurantId restaurant, long id, NewUser body, HttpRequest request, CancellationToken cancellationToken)
    {
        // One change of the people at a time: two owners who take each other away at once would leave none.
        await db.Restaurants.Where(r => r.Id == restaurant.Value).ExecuteUpdateAsync(set => set.SetProperty(r => r.LastEvent, r => r.LastEvent), cancellationToken);
        if (await db.Users.Of(restaurant).SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
        {
            return Problem.NotFound("User", id);
        }

        if (!EntityTag.Matches(request, user.Version))
        {
            return EntityTag.Changed("user");
        }

        user.Become(body);
        user.UpdatedAt = Instant.Now(time);
        user.Version++;
        await db.SaveChangesAsync(cancellationToken);
        return await db.Users.Of(restaurant).AnyAsync(u => u.Role == StaffRole.Owner && u.IsActive, cancellationToken)
            ? null
            : Problem.Of(ProblemTypes.Conflict, "The restaurant would have no owner left. Make somebody else one first.");
    }
}
