using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Staff;

/// <summary>Who calls: one of a restaurant's people.</summary>
internal sealed record StaffMember(long UserId, RestaurantId Restaurant, string Email, string Role)
{
    /// <summary>Owners and managers.</summary>
    public bool Manages => Role is StaffRole.Owner or StaffRole.Manager;
}
