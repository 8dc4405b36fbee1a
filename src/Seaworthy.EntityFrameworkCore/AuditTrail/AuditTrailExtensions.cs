using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>
/// The audit trail of a service in its own database: one line in the module, one in the model, one in a migration, and <c>Audited</c> on what it is to tell of.
/// </summary>
public static class AuditTrailExtensions
{
    /// <summary>The trail of this module is a table of <typeparamref name="TContext"/>; after <c>AddDatabase</c>. Requests that are refused are written down too.</summary>
    public static ModuleBuilder KeepAuditTrail<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var services = module.Services;
        services.AddSingleton(sp => new ServiceTrail<TContext>(
            sp.GetRequiredService<Session<TContext>>(), sp.GetRequiredService<ServiceDatabase<TContext>>(), module.Profile.Name, sp.GetRequiredService<TrailSignature>()));
        services.AddSingleton<IServiceTrail>(sp => sp.GetRequiredService<ServiceTrail<TContext>>());
        services.AddHostedService<RefusalWriter<TContext>>();
        return module;
    }

    /// <summary>The trail, the newest line first, by cursor; <c>who</c>, <c>object_kind</c>, <c>object_id</c>, <c>since</c> and <c>until</c> choose. Say who may read it.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route.</param>
    /// <param name="within">Of which tenant a request sees the lines; needed where rows are of tenants. Null: all lines.</param>
    public static IEndpointConventionBuilder MapAuditTrail<TContext>(
        this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, ValueTask<RowScope>>? within = null)
        where TContext : DbContext => routes.MapKeyset<TContext, TrailRow, TrailRow>(pattern, within is null ? TrailLists.All : TrailLists.OfTenant, within);

    /// <summary>
    /// The trail of all tenants where rows are of tenants, with <c>tenant</c>, 0 for what is nobody's, and <c>who_tenant</c>; <c>tenant</c> chooses too. For whoever
    /// administers the service: say who may read it.
    /// </summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route.</param>
    public static IEndpointConventionBuilder MapAuditTrailOfAllTenants<TContext>(this IEndpointRouteBuilder routes, string pattern)
        where TContext : DbContext => routes.MapKeyset<TContext, TrailRow, TrailRow>(pattern, TrailLists.OfAllTenants);
}
