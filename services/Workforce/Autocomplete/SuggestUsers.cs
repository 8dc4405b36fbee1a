using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>Suggests people of the caller's company. Kept for five minutes (R38) or until one of them changes.</summary>
internal sealed class SuggestUsers(Session<WorkforceDb> session, Callers callers, HybridCache cache, TimeProvider time)
{
    private readonly SuggestionSearch _search = new(() => new(
        session.TableOf<UserStart>(), session.TableOf<UserWord>(), "t.full_name, t.email", $"{session.TableOf<User>()} t on t.id = c.target_id"));

    public static OperationDescription Description { get; } = new("Suggests people by the beginning of a name, or by one that is mistyped")
    {
        Parameters = SuggestionQuery.Parameters,
        Response = typeof(ApiResponse<Suggestions>),
        Errors = [400, 401, 403],
    };

    public async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (query, wrong) = SuggestionQuery.Read(context.Request.Query);
        var (company, problem) = wrong is null ? await callers.OfCompanyAsync(context) : (0, wrong);
        if (problem is not null)
        {
            return problem;
        }

        var found = await cache.GetOrCreateAsync(
            $"user_autocomplete:{company}:{query.Limit}:{query.Typed}", (Search: _search, Session: session.OfTenant(company), Company: company, query),
            static async (asked, ct) => await asked.Search.FindAsync(asked.Session, asked.Company, asked.query, ct),
            tags: [Touched.Users(company)], cancellationToken: cancellationToken);
        return Results.Ok(new ApiResponse<Suggestions>(found, time.GetUtcNow().UtcDateTime));
    }
}
