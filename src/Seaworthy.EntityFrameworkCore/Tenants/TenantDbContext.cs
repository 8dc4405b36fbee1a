using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>
/// A context whose rows belong to tenants (R15, R89). Its session says for which one it works, on each lease; a lease that was told nothing sees no
/// row of any tenant and saves none.
/// </summary>
public abstract class TenantDbContext(DbContextOptions options) : DbContext(options)
{
    private TenantScope _scope;

    /// <summary>The tenant whose rows are read and written; 0 for none. What query filters compare with.</summary>
    public long Tenant => _scope.Tenant;

    /// <summary>Whether rows of all tenants are read and written: <c>session.AllTenants()</c>.</summary>
    public bool IsOfAllTenants => _scope.IsAll;

    internal TenantScope Scope => _scope;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _scope = TenantScope.None;
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _scope = TenantScope.None;
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    internal void Enter(TenantScope scope) => _scope = scope;
}
