using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Orders;

/// <summary>One line of an order. Name, modifiers and price are those of the moment it was placed, whatever becomes of the menu.</summary>
internal sealed class OrderItem : IOfRestaurant
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public long OrderId { get; set; }

    public long MenuItemId { get; set; }

    public required string Name { get; set; }

    /// <summary>The names of what comes with it: <c>Oat milk, Large</c>; empty for nothing.</summary>
    public string Modifiers { get; set; } = "";

    /// <summary>Price of one with its modifiers, in minor units.</summary>
    public long Price { get; set; }

    public int Quantity { get; set; }
}
