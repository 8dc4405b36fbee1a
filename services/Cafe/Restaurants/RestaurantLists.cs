using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>How the caller's restaurant is shown.</summary>
internal static class RestaurantLists
{
    public static ListDefinition<Restaurant, Restaurant> Item { get; } = List.Of<Restaurant>("restaurant")
        .Key(r => r.Id)
        .Within<long>((r, restaurant) => r.Id == restaurant)
        .Field("id", r => r.Id)
        .Field("name", r => r.Name)
        .Field("currency", r => r.Currency)
        .Field("created_at", r => r.CreatedAt)
        .Field("updated_at", r => r.UpdatedAt)
        .Field("version", r => r.Version);
}
