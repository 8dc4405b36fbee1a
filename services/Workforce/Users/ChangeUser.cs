using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Users;

/// <summary>Changes somebody of the caller's company from the version in If-Match.</summary>
internal sealed class ChangeUser(Session<WorkforceDb> session, Callers callers, UserNames names, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewUser> body, HttpContext context, ItemView<WorkforceDb, User> view, CancellationToken cancellationToken)
    {
        var (company, problem) = await callers.OfCompanyAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "user")) is { } refused)
        {
            return refused;
        }

        return await session.OfTenant(company).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, company, id, body.Value, context.Request, ct) ?? view.Show(id),
            cancellationToken,
            touches: () => [.. Touched.User(company, id), Touched.Dashboard(company)]);
    }

    private async Task<Problem?> ChangeAsync(
        WorkforceDb db, long company, long id, NewUser body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Users.Include(u => u.Starts).SingleOrDefaultAsync(u => u.Id == id && u.CompanyId == company, cancellationToken) is not { } user)
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
        await session.ExecuteAsync(db, names.WordsOf(user), cancellationToken);
        return null;
    }
}
