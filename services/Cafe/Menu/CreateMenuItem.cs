using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Puts something on the menu of the caller's restaurant.</summary>
internal sealed class CreateMenuItem(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewMenuItem> body, HttpContext context, ItemView<CafeDb, MenuItem> view, string address, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        return staff is null ? problem! : await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) => await AddAsync(db, staff.Restaurant, body.Value, view, address, ct), cancellationToken,
            touches: () => MenuTags.Of(staff.Restaurant));
    }

    private async Task<IResult> AddAsync(
        CafeDb db, RestaurantId restaurant, NewMenuItem body, ItemView<CafeDb, MenuItem> view, string address, CancellationToken cancellationToken)
    {
        if (await CategoryExists.CheckAsync(db, restaurant, body.CategoryId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var now = Instant.Now(time);
        var item = new MenuItem { RestaurantId = restaurant.Value, Name = "", NameKey = "", CreatedAt = now, UpdatedAt = now };
        item.Become(body);
        db.MenuItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        return view.ShowNew(item, $"{address}/{item.Id}");
    }
}
