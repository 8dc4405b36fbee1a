using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Replaces an item of the menu and its modifiers from the version in If-Match.</summary>
internal sealed class ChangeMenuItem(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewMenuItem> body, HttpContext context, ItemView<CafeDb, MenuItem> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "menu item")) is { } refused)
        {
            return refused;
        }

        return await session.Of(staff!.Restaurant).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, staff.Restaurant, id, body.Value, context.Request, ct) ?? view.Show(id), cancellationToken,
            touches: () => MenuTags.Of(staff.Restaurant));
    }

    private async Task<Problem?> ChangeAsync(
        CafeDb db, RestaurantId restaurant, long id, NewMenuItem body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.MenuItems.Of(restaurant).Include(i => i.Modifiers).SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item)
        {
            return Problem.NotFound("Menu item", id);
        }

        if (await CategoryExists.CheckAsync(db, restaurant, body.CategoryId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        if (!EntityTag.Matches(request, item.Version))
        {
            return EntityTag.Changed("menu item");
        }

        item.Become(body);
        item.UpdatedAt = Instant.Now(time);
        item.Version++;
        return null;
    }
}
