using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Orders;

/// <summary>What somebody ordered at once, at the prices of that moment.</summary>
internal sealed class Order : IOfRestaurant
{
    public long Id { get; set; }

    /// <summary>The id that callers see: nobody can count a restaurant's orders by it, or guess another's.</summary>
    public Guid PublicId { get; set; }

    public long RestaurantId { get; set; }

    /// <summary>Null for an order at the counter.</summary>
    public long? TableId { get; set; }

    /// <summary>One of <see cref="OrderStatus"/>.</summary>
    public string Status { get; set; } = OrderStatus.Placed;

    /// <summary>Whom to call when it is ready; null where nobody says.</summary>
    public string? CustomerName { get; set; }

    public string? Notes { get; set; }

    /// <summary>What is to be paid, in minor units: the sum of the lines.</summary>
    public long Total { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = Restaurant.UsualCurrency;

    /// <summary>What an import knows the order by; null for orders made here. Unique in the restaurant.</summary>
    public string? ImportKey { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public List<OrderItem> Items { get; } = [];
}
