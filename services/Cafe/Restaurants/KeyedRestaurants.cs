using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Staff;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>The restaurant that an API key works for: the key names it, and it is there.</summary>
internal sealed class KeyedRestaurants(Session<CafeDb> session)
{
    private readonly Lazy<string> _byId = new(() => $"select id from {session.TableOf<Restaurant>()} where id = $1");

    /// <summary>The program, or why it is refused. Asked several times of a request and read once.</summary>
    public async ValueTask<(StaffMember? Program, Problem? Problem)> FindAsync(HttpContext context, CallingKey key)
    {
        var (number, problem) = key.ForTenant();
        if (problem is not null)
        {
            return (null, problem);
        }

        var program = StaffMember.Program(new(number));
        if (context.Features.Get<StaffMember>() == program)
        {
            return (program, null);
        }

        var found = await session.OfTenant(number).ReadAsync(new(_byId.Value, number), row => row.GetInt64(0), context.RequestAborted);
        if (found.Count == 0)
        {
            return (null, key.OfNobody("restaurant"));
        }

        context.Features.Set(program);
        return (program, null);
    }
}
