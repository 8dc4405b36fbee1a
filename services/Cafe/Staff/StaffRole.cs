namespace Seaworthy.Cafe.Staff;

/// <summary>What somebody is in a restaurant.</summary>
internal static class StaffRole
{
    /// <summary>Everything, people and the restaurant itself too.</summary>
    public const string Owner = "owner";

    /// <summary>The menu, the tables, and cancelling what is in the making.</summary>
    public const string Manager = "manager";

    /// <summary>Orders and bills.</summary>
    public const string Barista = "barista";

    public static IReadOnlyList<string> All { get; } = [Owner, Manager, Barista];
}
