using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Changes a heading of the menu from the version in If-Match.</summary>
internal sealed class ChangeCategory(Session<CafeDb> session, Tenants tenants)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewCategory> body, HttpContext context, ItemView<CafeDb, Category> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "category")) is { } refused)
        {
            return refused;
        }

        return await session.Of(staff!.Restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, staff.Restaurant, id, body.Value, context.Request, ct) ?? view.Show(id), cancellationToken,
            touches: () => MenuTags.Of(staff.Restaurant));
    }

    private static async Task<Problem?> ChangeAsync(
        CafeDb db, RestaurantId restaurant, long id, NewCategory body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Categories.Of(restaurant).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } category)
        {
            return Problem.NotFound("Category", id);
        }

        if (!EntityTag.Matches(request, category.Version))
        {
            return EntityTag.Changed("category");
        }

        (category.Name, category.Position) = (body.Name, body.Position);
        category.Version++;
        return null;
    }
}
