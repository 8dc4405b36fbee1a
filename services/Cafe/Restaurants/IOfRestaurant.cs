using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>A row that belongs to one restaurant: every row but the restaurants' own.</summary>
internal interface IOfRestaurant
{
    /// <summary>Whose it is.</summary>
    long RestaurantId { get; }
}

/// <summary>The rows of one restaurant.</summary>
internal static class RestaurantRows
{
    /// <summary>Those of <paramref name="restaurant"/> alone.</summary>
    public static IQueryable<TRow> Of<TRow>(this IQueryable<TRow> rows, RestaurantId restaurant)
        where TRow : class, IOfRestaurant => rows.Where(row => row.RestaurantId == restaurant.Value);

    /// <summary>A session that meets no others.</summary>
    public static Session<CafeDb> Of(this Session<CafeDb> session, RestaurantId restaurant) => session.OfTenant(restaurant.Value);
}
