using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Tasks;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>Suggests tasks, which are the same for everybody. Kept for ten minutes (R38) or until others are loaded.</summary>
internal sealed class SuggestTasks(Session<WorkforceDb> session, HybridCache cache, TimeProvider time)
{
    /// <summary>The scope of all tasks.</summary>
    public const long Everybody = 0;

    private readonly SuggestionSearch _search = new(() => new(
        session.TableOf<TaskStart>(), session.TableOf<TaskWord>(), "t.statement, r.title",
        $"{session.TableOf<RoleTask>()} t on t.id = c.target_id join {session.TableOf<Role>()} r on r.id = t.role_id"));

    public static OperationDescription Description { get; } = new("Suggests tasks by the beginning of a sentence or of a word in it, or by a word that is mistyped")
    {
        Parameters = SuggestionQuery.Parameters,
        Response = typeof(ApiResponse<Suggestions>),
        Errors = [400],
    };

    public async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (query, problem) = SuggestionQuery.Read(context.Request.Query);
        if (problem is not null)
        {
            return problem;
        }

        var found = await cache.GetOrCreateAsync(
            $"task_autocomplete:{query.Limit}:{query.Typed}", (Search: _search, Session: session, query),
            static async (asked, ct) => await asked.Search.FindAsync(asked.Session, Everybody, asked.query, ct),
            tags: [Touched.Reference], cancellationToken: cancellationToken);
        return Results.Ok(new ApiResponse<Suggestions>(found, time.GetUtcNow().UtcDateTime));
    }
}
