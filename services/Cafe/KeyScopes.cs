using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Cafe.Staff;

namespace Seaworthy.Cafe;

/// <summary>
/// What API keys of a restaurant may be made for: its tills, its kitchen's screens, and platforms that deliver. Its users, its tables and the
/// restaurant itself are its people's to change.
/// </summary>
internal static class KeyScopes
{
    /// <summary>The menu.</summary>
    public const string MenuRead = "menu:read";

    /// <summary>What is on it, and what has run out.</summary>
    public const string MenuWrite = "menu:write";

    /// <summary>Orders, the kitchen's feed, tables and their bills.</summary>
    public const string OrdersRead = "orders:read";

    /// <summary>New orders, and their way through the kitchen.</summary>
    public const string OrdersWrite = "orders:write";

    /// <summary>That a table has paid.</summary>
    public const string BillsPay = "bills:pay";

    /// <summary>Whoever works there, and programs whose key has the scope.</summary>
    public static RouteGroupBuilder ForStaff(this RouteGroupBuilder group, string scope) =>
        group.MapGroup("").RequireScopeOrRole(scope, StaffRole.Owner, StaffRole.Manager, StaffRole.Barista);

    /// <summary>Whoever manages it, and programs whose key has the scope.</summary>
    public static RouteGroupBuilder ForManagers(this RouteGroupBuilder group, string scope) =>
        group.MapGroup("").RequireScopeOrRole(scope, StaffRole.Owner, StaffRole.Manager);
}
