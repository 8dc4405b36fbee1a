using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Roles;

/// <summary>The roles that somebody in a role may go on to, the nearest first. Kept for a day (R38); a load of new ones ends that.</summary>
internal sealed class AdjacentRoles(Session<WorkforceDb> session, HybridCache cache, TimeProvider time)
{
    private const int Most = 1000;

    // Joined from the role itself: one row at least for a role that is there.
    private readonly Lazy<string> _sql = new(() =>
        $"select o.id, o.code, o.title, a.tier, a.place from {session.TableOf<Role>()} r "
        + $"left join {session.TableOf<RoleAdjacency>()} a on a.role_id = r.id left join {session.TableOf<Role>()} o on o.id = a.related_id "
        + $"where r.id = $1 order by a.place limit {Most}");

    public async Task<IResult> HandleAsync(long id, CancellationToken cancellationToken)
    {
        var found = await cache.GetOrCreateAsync(
            $"role_adjacency:{id}", (Roles: this, id), static (asked, ct) => asked.Roles.ReadAsync(asked.id, ct), tags: [Touched.Reference], cancellationToken: cancellationToken);
        return found is null ? Problem.NotFound("Role", id) : Results.Ok(new ApiResponse<ImmutableArray<AdjacentRole>>(found.Roles, time.GetUtcNow().UtcDateTime));
    }

    private async ValueTask<Adjacency?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            new(_sql.Value, id),
            row => row.IsDBNull(0) ? null : new AdjacentRole(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4)),
            cancellationToken);
        return rows.Count == 0 ? null : new([.. rows.OfType<AdjacentRole>()]);
    }

    /// <summary>What is kept.</summary>
    internal sealed record Adjacency(ImmutableArray<AdjacentRole> Roles);
}
