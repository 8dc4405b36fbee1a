using System.Globalization;

namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>Whose rows a session reads and writes: one tenant's, all tenants', or nobody's.</summary>
internal readonly record struct TenantScope
{
    private TenantScope(long tenant, bool isAll) => (Tenant, IsAll) = (tenant, isAll);

    /// <summary>Rows of no tenant: what a session has that nobody has told whom it works for.</summary>
    public static TenantScope None => default;

    /// <summary>Rows of every tenant.</summary>
    public static TenantScope All { get; } = new(0, isAll: true);

    /// <summary>The tenant's id; 0, which is nobody's, where there is not one.</summary>
    public long Tenant { get; }

    /// <summary>Whether every tenant's rows are meant.</summary>
    public bool IsAll { get; }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tenant"/> is not positive.</exception>
    public static TenantScope Of(long tenant)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tenant);
        return new(tenant, isAll: false);
    }

    /// <inheritdoc/>
    public override string ToString() => IsAll ? "all tenants" : Tenant == 0 ? "no tenant" : $"tenant {Tenant.ToString(CultureInfo.InvariantCulture)}";
}
