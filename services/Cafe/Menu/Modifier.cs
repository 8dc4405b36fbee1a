using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Menu;

/// <summary>What can be had with an item, or in its place: oat milk, an extra shot, large.</summary>
internal sealed class Modifier : IOfRestaurant
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public long MenuItemId { get; set; }

    public required string Name { get; set; }

    /// <summary>What it adds to the price of one, in minor units; 0 for nothing.</summary>
    public long Price { get; set; }

    public bool IsAvailable { get; set; } = true;

    /// <summary>From 1.</summary>
    public int Position { get; set; }
}
