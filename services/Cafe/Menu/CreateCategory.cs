using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Adds a heading to the menu of the caller's restaurant.</summary>
internal sealed class CreateCategory(Session<CafeDb> session, Tenants tenants)
{
    public async Task<IResult> HandleAsync(
        Body<NewCategory> body, HttpContext context, ItemView<CafeDb, Category> view, string address, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var category = new Category { RestaurantId = staff.Restaurant.Value, Name = body.Value.Name, Position = body.Value.Position };
        return await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                db.Categories.Add(category);
                await db.SaveChangesAsync(ct);
                return view.ShowNew(category, $"{address}/{category.Id}");
            },
            cancellationToken,
            touches: () => MenuTags.Of(staff.Restaurant));
    }
}
