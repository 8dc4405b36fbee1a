using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Tables;

/// <summary>A table of a restaurant.</summary>
internal sealed class Table : IOfRestaurant, IVersioned
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    /// <summary>What stands on it: <c>12</c>, <c>Terrace 3</c>. Unique in the restaurant.</summary>
    public required string Name { get; set; }

    public int Seats { get; set; }

    /// <summary>
    /// SHA-256 of the token in its code, 64 hexadecimal digits; null while it has none. Whoever reads the table of tables cannot order at
    /// any of them.
    /// </summary>
    public string? TokenHash { get; set; }

    /// <summary>Since when its code is the one that it is.</summary>
    public DateTime? TokenAt { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;
}
