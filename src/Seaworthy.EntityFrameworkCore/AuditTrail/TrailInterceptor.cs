using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>
/// Adds to what a context saves the lines that tell of it: the same save, and so the same exchange and the same transaction. A row whose id the
/// database gives is told of by a second save, in that transaction too.
/// </summary>
internal sealed class TrailInterceptor(TrailSignature signature, string service) : SaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbContext, List<(EntityEntry Entry, TrailRow Row)>> _toCome = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Write(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Write(eventData.Context!);
        return new(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (AddThoseToCome(eventData.Context!))
        {
            eventData.Context!.SaveChanges();
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (AddThoseToCome(eventData.Context!))
        {
            await eventData.Context!.SaveChangesAsync(cancellationToken);
        }

        return result;
    }

    private void Write(DbContext context)
    {
        // A pooled context comes back for somebody else: what was to be told of a save that failed, was cancelled or was refused is not told.
        _toCome.Remove(context);
        if (context.Model.FindEntityType(typeof(TrailRow)) is null)
        {
            return;
        }

        var scope = (context as TenantDbContext)?.Scope ?? TenantScope.None;
        foreach (var entry in context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            if (entry.Entity is TrailRow noted)
            {
                Sign(noted, entry.State, scope.Tenant);
            }
            else if (entry.Metadata.AuditedKind() is { } kind)
            {
                Tell(context, entry, RowOf(entry, kind, scope));
            }
        }
    }

    private void Sign(TrailRow row, EntityState state, long tenant)
    {
        if (state != EntityState.Added)
        {
            throw new InvalidOperationException("A line of the audit trail is written once: it is neither changed nor taken away.");
        }

        if (!row.IsSigned)
        {
            row.Tenant = tenant;
            signature.Sign(row, service);
        }
    }

    private TrailRow RowOf(EntityEntry entry, string kind, TenantScope scope)
    {
        var row = new TrailRow
        {
            Action = entry.State switch { EntityState.Added => TrailAction.Created, EntityState.Deleted => TrailAction.Removed, _ => TrailAction.Changed },
            ObjectKind = kind,
            Columns = entry.State != EntityState.Modified ? "" : string.Join(' ', entry.Properties.Where(property => property.IsModified).Select(property => property.Metadata.GetColumnName())),
            Tenant = (long?)TenantOf(entry)?.CurrentValue ?? scope.Tenant,
        };
        signature.Sign(row, service);
        return row;
    }

    private void Tell(DbContext context, EntityEntry entry, TrailRow row)
    {
        if (entry.State == EntityState.Added && (entry.HasIdToCome() || TenantOf(entry)?.IsTemporary == true))
        {
            _toCome.GetOrCreateValue(context).Add((entry, row));
            return;
        }

        row.ObjectId = entry.IdOf();
        context.Add(row);
    }

    private bool AddThoseToCome(DbContext context)
    {
        if (!_toCome.TryGetValue(context, out var told))
        {
            return false;
        }

        _toCome.Remove(context);
        foreach (var (entry, row) in told)
        {
            row.ObjectId = entry.IdOf();
            // A new tenant's is its id, and that of what was added with it.
            row.Tenant = (long?)TenantOf(entry)?.CurrentValue ?? row.Tenant;
            context.Add(row);
        }

        return true;
    }

    private static PropertyEntry? TenantOf(EntityEntry entry) => entry.Metadata.TenantOf() is { } tenant ? entry.Property(tenant.Name) : null;
}
