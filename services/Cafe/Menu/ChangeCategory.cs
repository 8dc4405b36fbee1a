using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Changes a heading of the menu from the version in If-Match.</summary>
internal sealed class ChangeCategory(RowChanges changes)
{
    public Task<IResult> HandleAsync(
        long id, Body<NewCategory> body, HttpContext context, ItemView<CafeDb, Category> view, CancellationToken cancellationToken) => changes.MakeAsync(
        "category", id, context, view,
        find: (db, restaurant, ct) => db.Categories.Of(restaurant).SingleOrDefaultAsync(category => category.Id == id, ct),
        change: (_, category, _) =>
        {
            (category.Name, category.Position) = (body.Value.Name, body.Value.Position);
            return default;
        },
        touches: MenuTags.Of, cancellationToken);
}
