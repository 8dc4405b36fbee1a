using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Jobs;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Users;

/// <summary>
/// Who calls and for which company: people by the signed-in e-mail, programs by their key. The one place where a request learns its tenant.
/// </summary>
internal sealed class Callers(DevelopmentSignIn signIn, KeyedTenants<WorkforceDb, Company> keys, Session<WorkforceDb> session)
{
    private readonly Lazy<string> _byEmail = new(() =>
        $"select id, company_id, email, username from {session.TableOf<User>()} where email = $1 and is_active");

    /// <summary>The caller, or 401 for a stranger and 403 for who belongs to no company, and for programs: they are nobody of its people.</summary>
    public async ValueTask<(Caller? Caller, Problem? Problem)> FindAsync(HttpContext context)
    {
        if (EmailOf(context) is not { } email)
        {
            return (null, Nobody(context));
        }

        return await KnownAsync(context, email) is { } caller
            ? (caller, null)
            : (null, Problem.Of(ProblemTypes.Forbidden, "Whoever is signed in is no active user of any company here."));
    }

    /// <summary>For which company somebody calls, or a program whose key's scope the endpoint names.</summary>
    public async ValueTask<(long Company, Problem? Problem)> OfCompanyAsync(HttpContext context)
    {
        if (CallingKey.Of(context) is { } key)
        {
            return await keys.FindAsync(context, key, "company");
        }

        var (caller, problem) = await FindAsync(context);
        return (caller?.CompanyId ?? 0, problem);
    }

    /// <summary>For lists and items: the rows of the caller's company.</summary>
    public async ValueTask<RowScope> CompanyAsync(HttpContext context)
    {
        var (company, problem) = await OfCompanyAsync(context);
        return problem is null ? RowScope.Of(company) : RowScope.Refused(problem);
    }

    /// <summary>Around endpoints that are for people of a company: whoever is none is refused in front of them.</summary>
    public async ValueTask<object?> PeopleAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        await FindAsync(invocation.HttpContext) is (_, { } problem) ? problem : await next(invocation);

    /// <summary>Whether a job was asked for by the caller, for the company that he is of.</summary>
    public async ValueTask<bool> OwnsAsync(HttpContext context, JobView job) =>
        (await FindAsync(context)).Caller is { } caller && job.Tenant == caller.CompanyId && job.Subject == caller.Subject;

    /// <summary>The e-mail that the caller is signed in with; null for a stranger.</summary>
    public string? EmailOf(HttpContext context) =>
        signIn.UserOf(context) is { } user ? (user.FindFirst("email") ?? user.FindFirst(ClaimTypes.Email))?.Value.ToLowerInvariant() : null;

    /// <summary>Why somebody without an e-mail is refused: he is a stranger, a program, or has an account whose e-mail might be anybody's.</summary>
    public Problem Nobody(HttpContext context) =>
        CallingKey.Of(context) is not null ? Problem.Of(ProblemTypes.Forbidden, "This is for people of a company, and an API key is nobody of it.")
        : signIn.UserOf(context) is null ? Problem.Of(ProblemTypes.Unauthorized, "Authentication required")
        : Problem.Of(ProblemTypes.Forbidden, "Whoever is signed in has not confirmed an e-mail; people of a company are found by it.");

    // Asked twice of a request that misses a kept answer, and answered once; by the e-mail, since an application's own sign-in may come between.
    private async ValueTask<Caller?> KnownAsync(HttpContext context, string email)
    {
        if (context.Features.Get<Caller>() is { } known && known.Email == email)
        {
            return known;
        }

        var found = await OfAsync(email, context.RequestAborted);
        context.Features.Set(found);
        return found;
    }

    /// <summary>The active user with this e-mail, or null.</summary>
    public async Task<Caller?> OfAsync(string email, CancellationToken cancellationToken)
    {
        var found = await session.AllTenants().ReadAsync(
            new(_byEmail.Value, email), row => new Caller(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3)), cancellationToken);
        return found is [var caller] ? caller : null;
    }
}
