using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Companies;

/// <summary>The company that an API key works for: the key names it, and it is there.</summary>
internal sealed class KeyedCompanies(Session<WorkforceDb> session)
{
    private readonly Lazy<string> _byId = new(() => $"select id from {session.TableOf<Company>()} where id = $1");

    /// <summary>The company, or why the key is refused. Asked twice of a request that misses a kept answer and read once.</summary>
    public async ValueTask<(long Company, Problem? Problem)> FindAsync(HttpContext context, CallingKey key)
    {
        var (number, problem) = key.ForTenant();
        if (problem is not null || context.Features.Get<Known>()?.Company == number)
        {
            return (number, problem);
        }

        var found = await session.OfTenant(number).ReadAsync(new(_byId.Value, number), row => row.GetInt64(0), context.RequestAborted);
        if (found.Count == 0)
        {
            return (0, key.OfNobody("company"));
        }

        context.Features.Set(new Known(number));
        return (number, null);
    }

    private sealed record Known(long Company);
}
