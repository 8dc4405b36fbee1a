using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Menu;

/// <summary>
/// What kept menus are invalidated by. A change of one item may move it in any list, so a restaurant's menu goes as a whole; another
/// restaurant's stays.
/// </summary>
internal static class MenuTags
{
    /// <summary>The tag of an endpoint that shows a part of a menu.</summary>
    public const string Shown = "cafe_menu:{within}";

    /// <summary>What a change of a restaurant's menu touches.</summary>
    public static IReadOnlyList<string> Of(RestaurantId restaurant) => [$"cafe_menu:{restaurant}"];
}
