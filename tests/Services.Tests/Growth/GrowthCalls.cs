namespace Seaworthy.Services.Tests.Growth;

/// <summary>The main lists of the five services and their main writes.</summary>
internal static class GrowthCalls
{
    public const int Page = 20;

    /// <summary>Calls for products at the shop's desk.</summary>
    public const string Shop = "test@example.com";

    public static IReadOnlyList<Call> ByCursor { get; } =
    [
        new("grocery: products", "/grocery/api/v2/products?limit=20"),
        new("todos: todos", "/todos/api/v2/todos?limit=20"),
        new("todos: todos, the last due first", "/todos/api/v2/todos?sort=-due_date&limit=20"),
        new("rides: mine, half of all", "/rides/mine?limit=20", GrowthRows.Frequent),
        new("rides: mine, a few old ones", "/rides/mine?limit=20", GrowthRows.Seldom),
    ];

    /// <summary>By number, with a total that is counted once and kept until a write changes it.</summary>
    public static IReadOnlyList<Call> WithKeptTotal { get; } =
    [
        new("grocery: products, v1", "/grocery/api/v1/products?page=1&size=20"),
        new("todos: todos, v1", "/todos/api/v1/todos?offset=0&limit=20"),
    ];

    /// <summary>By number, with a total that is counted for each page: of the rows that are the caller's own.</summary>
    public static IReadOnlyList<Call> OfOwnRows { get; } =
    [
        new("cafe: menu", "/cafe/api/v1/menu-items/?limit=20", GrowthRows.Owner(1)),
        new("cafe: orders", "/cafe/api/v1/orders/?limit=20", GrowthRows.Owner(1)),
        new("workforce: people", "/workforce/api/etter/users?page_size=20", GrowthRows.Employee),
        new("rides: mine by number", "/rides/?limit=20", GrowthRows.Seldom),
    ];

    /// <summary>The last page that is served by number.</summary>
    public static Call Deepest { get; } = new("grocery: products, v1, page 501", "/grocery/api/v1/products?page=501&size=20");

    public static IReadOnlyList<Call> Writes { get; } =
    [
        new("grocery: an order of three", "/grocery/api/v1/orders/", Body: _ => new { items = new[] { Line(1), Line(2), Line(3) } }),
        NewProduct,
        new("cafe: an order", "/cafe/api/v1/orders/", GrowthRows.Owner(1), _ => new { items = new[] { new { menu_item_id = 1, quantity = 1 } } }),
        new("workforce: somebody new", "/workforce/api/etter/users", GrowthRows.Employee, n => new { email = $"new{n}@growth.example", username = $"new{n}", full_name = "Zoe Newcomer" }),
        NewTodo,
        new("rides: a ride", "/rides/", "new{0}@growth.example", _ => new { pickup = Place(40.7128), dropoff = Place(40.758) }),
        new("rides: a ride, of who has had half", "/rides/", GrowthRows.Frequent, _ => new { pickup = Place(40.7128), dropoff = Place(40.758) }, ride => new("rides: no ride", $"/rides/{ride["id"]}/cancel", GrowthRows.Frequent, _ => null)),
    ];

    /// <summary>Ends the total of the grocery's first version.</summary>
    public static Call NewProduct => new("grocery: a product", "/grocery/api/v2/products", Shop, n => new { name = $"Zest {n}", price = 1.99, description = "New", category_id = 1 });

    /// <summary>Ends the total of the todos' first version.</summary>
    public static Call NewTodo => new("todos: a todo", "/todos/api/v2/todos", Body: _ => new { title = "Something", assignee_id = 1, tag_ids = new[] { 1 } });

    private static object Line(int product) => new { product_id = product, quantity = 1 };

    private static object Place(double lat) => new { lat, lon = -74.006 };
}
