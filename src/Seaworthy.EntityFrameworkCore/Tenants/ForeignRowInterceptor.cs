using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>Refuses to save a row that is, was or would become another tenant's (R15).</summary>
internal sealed class ForeignRowInterceptor : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return new(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is not TenantDbContext { Scope: { IsAll: false } scope })
        {
            return;
        }

        foreach (var entry in context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.Metadata.TenantOf() is { } tenant && IsForeign(entry.Property(tenant.Name), entry.State, scope))
            {
                throw new ForeignRowException(
                    $"A {entry.Metadata.DisplayName()} of tenant {entry.Property(tenant.Name).CurrentValue} was to be saved by a session of {scope}. Use session.OfTenant(…), or AllTenants() for work over all of them.");
            }
        }
    }

    private static bool IsForeign(PropertyEntry tenant, EntityState state, TenantScope scope) =>
        !Equals(tenant.CurrentValue, scope.Tenant) || (state != EntityState.Added && !Equals(tenant.OriginalValue, scope.Tenant));
}
