using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Menu;

/// <summary>A heading of a restaurant's menu.</summary>
internal sealed class Category : IOfRestaurant, IVersioned
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public required string Name { get; set; }

    /// <summary>Where on the menu: small numbers first.</summary>
    public int Position { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;
}
