using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Orders;

/// <summary>That an order came to a status: its history, and what the kitchen's feed is read from.</summary>
internal sealed class OrderEvent : IOfRestaurant
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    /// <summary>From 1 in each restaurant, in the order of commits and without a gap: <see cref="Restaurant.LastEvent"/>.</summary>
    public long Number { get; set; }

    public long OrderId { get; set; }

    public required string Status { get; set; }

    /// <summary>Who of the staff did it; null for a guest.</summary>
    public long? UserId { get; set; }

    public DateTime CreatedAt { get; set; }
}
