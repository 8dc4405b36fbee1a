using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>
/// The tenants that API keys work for (R15): a key names one by its number, and it is there. For tenants that stay: one that was found is not asked for again while the process lives, so that a kept list
/// costs a program no statement.
/// </summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <typeparam name="TTenant">The entity that is a tenant; its table has a column <c>id</c>.</typeparam>
/// <param name="session">To the service's rows.</param>
public sealed class KeyedTenants<TContext, TTenant>(Session<TContext> session)
    where TContext : DbContext
    where TTenant : class
{
    private const int Most = 100_000; // so many are remembered
    private readonly ConcurrentDictionary<long, bool> _found = new();
    private readonly Lazy<string> _byId = new(() => $"select id from {session.TableOf<TTenant>()} where id = $1");

    /// <summary>The tenant, or why the key is refused (403).</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">Its key.</param>
    /// <param name="name">What a tenant is called: <c>restaurant</c>.</param>
    public async ValueTask<(long Tenant, Problem? Problem)> FindAsync(HttpContext context, CallingKey key, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(key);
        var (number, problem) = key.ForTenant();
        if (problem is not null || _found.ContainsKey(number))
        {
            return (number, problem);
        }

        var rows = await session.OfTenant(number).ReadAsync(new(_byId.Value, number), row => row.GetInt64(0), context.RequestAborted);
        if (rows.Count == 0)
        {
            return (0, key.OfNobody(name));
        }

        if (_found.Count < Most)
        {
            _found[number] = true;
        }

        return (number, null);
    }
}
