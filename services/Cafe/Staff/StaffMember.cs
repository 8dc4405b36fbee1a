using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Staff;

/// <summary>Who calls: one of a restaurant's people, or a program that works for it.</summary>
/// <param name="UserId">Null for a program.</param>
/// <param name="Restaurant">Where.</param>
/// <param name="Email">Null for a program.</param>
/// <param name="Role">One of <see cref="StaffRole"/>; null for a program, which may what the scopes of its key say.</param>
internal sealed record StaffMember(long? UserId, RestaurantId Restaurant, string? Email, string? Role)
{
    /// <summary>Owners and managers.</summary>
    public bool Manages => Role is StaffRole.Owner or StaffRole.Manager;

    /// <summary>A program that works for a restaurant.</summary>
    public static StaffMember Program(RestaurantId restaurant) => new(UserId: null, restaurant, Email: null, Role: null);
}
