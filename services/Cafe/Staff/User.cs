using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Staff;

/// <summary>Somebody who works in a restaurant, known by e-mail.</summary>
internal sealed class User : IOfRestaurant, IVersioned
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    /// <summary>In small letters. Unique over all restaurants: it is what people sign in with.</summary>
    public required string Email { get; set; }

    public required string FullName { get; set; }

    /// <summary>One of <see cref="StaffRole"/>.</summary>
    public required string Role { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;

    /// <summary>Makes the user what a body says.</summary>
    public void Become(NewUser body) => (Email, FullName, Role, IsActive) = (body.Email, body.FullName, body.Role, body.IsActive);
}
