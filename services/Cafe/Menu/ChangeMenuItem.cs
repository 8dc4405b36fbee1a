using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Replaces an item of the menu and its modifiers from the version in If-Match.</summary>
internal sealed class ChangeMenuItem(RowChanges changes, TimeProvider time)
{
    public Task<IResult> HandleAsync(
        long id, Body<NewMenuItem> body, HttpContext context, ItemView<CafeDb, MenuItem> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "menu item", id, context, view,
        find: (db, restaurant, ct) => db.MenuItems.Of(restaurant).Include(item => item.Modifiers).SingleOrDefaultAsync(item => item.Id == id, ct),
        change: (db, item, ct) => ChangeAsync(db, item, body.Value, ct),
        touches: MenuTags.Of, cancellationToken);

    private async ValueTask<Problem?> ChangeAsync(CafeDb db, MenuItem item, NewMenuItem body, CancellationToken cancellationToken)
    {
        if (await CategoryExists.CheckAsync(db, new(item.RestaurantId), body.CategoryId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        item.Become(body);
        item.UpdatedAt = Instant.Now(time);
        return null;
    }
}
