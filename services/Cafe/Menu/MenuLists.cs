using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Cafe.Menu;

/// <summary>A restaurant's menu, as its guests and its staff see it.</summary>
internal static class MenuLists
{
    private static readonly ListDefinition<Modifier, Modifier> Modifiers = List.Of<Modifier>("modifiers")
        .Key(m => m.Id)
        .Field("id", m => m.Id)
        .Field("name", m => m.Name)
        .Field("price", m => m.Price, FieldFormat.Money)
        .Field("is_available", m => m.IsAvailable)
        .Sort("position", m => m.Position)
        .Within<long>((m, item) => m.MenuItemId == item);

    public static ListDefinition<Category, Category> Categories { get; } = Fields(List.Of<Category>("categories"))
        .Sort("position", c => c.Position)
        .Strict();

    public static ListDefinition<Category, Category> Category { get; } = Fields(List.Of<Category>("category"));

    public static ListDefinition<MenuItem, MenuItem> Items { get; } = Fields(List.Of<MenuItem>("menu items"))
        .Filter<long>("category_id", FilterValue.Id, (i, category) => i.CategoryId == category)
        .Filter<bool>("available", FilterValue.Flag, (i, available) => i.IsAvailable == available)
        .Sort("name", i => i.NameKey)
        .Strict();

    /// <summary>One with what can be had with it.</summary>
    public static ListDefinition<MenuItem, MenuItem> Item { get; } = Fields(List.Of<MenuItem>("menu item")).Rows("modifiers", Modifiers, i => i.Modifiers);

    private static ListDefinition<Category, Category> Fields(ListDefinition<Category, Category> list) => list
        .Key(c => c.Id)
        .Within<long>((c, restaurant) => c.RestaurantId == restaurant)
        .Field("id", c => c.Id)
        .Field("name", c => c.Name)
        .Field("position", c => c.Position)
        .Field("version", c => c.Version);

    private static ListDefinition<MenuItem, MenuItem> Fields(ListDefinition<MenuItem, MenuItem> list) => list
        .Key(i => i.Id)
        .Within<long>((i, restaurant) => i.RestaurantId == restaurant)
        .Field("id", i => i.Id)
        .Field("category_id", i => i.CategoryId)
        .Field("name", i => i.Name)
        .Field("description", i => i.Description)
        .Field("price", i => i.Price, FieldFormat.Money)
        .Field("is_available", i => i.IsAvailable)
        .Field("updated_at", i => i.UpdatedAt)
        .Field("version", i => i.Version);
}
