using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Users;

/// <summary>Adds somebody to the caller's company. An e-mail that anybody has already is a conflict.</summary>
internal sealed class CreateUser(Session<WorkforceDb> session, Callers callers, UserNames names, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewUser> body, HttpContext context, ItemView<WorkforceDb, User> view, string address, CancellationToken cancellationToken)
    {
        var (company, problem) = await callers.OfCompanyAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        var user = Make(body.Value, company);
        return await session.OfTenant(company).AnswerAsync(
            async (db, ct) =>
            {
                db.Users.Add(user);
                await db.SaveChangesAsync(ct);
                await session.ExecuteAsync(db, names.WordsOf(user), ct);
                return view.ShowNew(user, $"{address}/{user.Id}");
            },
            cancellationToken,
            touches: () => Touched.User(company, user.Id));
    }

    private User Make(NewUser body, long company)
    {
        var now = Instant.Now(time);
        var user = new User { Email = "", Username = "", FullName = "", NameKey = "", CompanyId = company, CreatedAt = now, UpdatedAt = now };
        user.Become(body);
        return user;
    }
}
