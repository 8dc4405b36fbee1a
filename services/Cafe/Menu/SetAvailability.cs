using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>Says that something has run out, or is there again: what a barista does in the middle of the rush, without a version to know.</summary>
internal sealed class SetAvailability(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<Availability> body, HttpContext context, ItemView<CafeDb, MenuItem> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var (available, now) = (body.Value.IsAvailable, Instant.Now(time));
        return await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                var found = await db.MenuItems.Of(staff.Restaurant).Where(item => item.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.IsAvailable, available).SetProperty(item => item.UpdatedAt, now).SetProperty(item => item.Version, item => item.Version + 1), ct);
                db.NoteTrail<MenuItem>(TrailAction.Changed, id, "is_available");
                return found == 0 ? Problem.NotFound("Menu item", id) : view.Show(id);
            },
            cancellationToken,
            touches: () => MenuTags.Of(staff.Restaurant));
    }
}
