using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Staff;

/// <summary>Adds somebody to the caller's restaurant. An e-mail that anybody has already is a conflict.</summary>
internal sealed class CreateUser(Session<CafeDb> session, Tenants tenants, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewUser> body, HttpContext context, ItemView<CafeDb, User> view, string address, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var now = Instant.Now(time);
        var user = new User { RestaurantId = staff.Restaurant.Value, Email = "", FullName = "", Role = "", CreatedAt = now, UpdatedAt = now };
        user.Become(body.Value);
        return await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                db.Users.Add(user);
                await db.SaveChangesAsync(ct);
                return view.ShowNew(user, $"{address}/{user.Id}");
            },
            cancellationToken);
    }
}
