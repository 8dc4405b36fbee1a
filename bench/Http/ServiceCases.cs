using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>Each service's list and its main write, as their documents have them, on the rows of <c>services.sql</c>.</summary>
internal static class ServiceCases
{
    /// <summary>What <see cref="RideMatching"/> counts.</summary>
    public const string Ride = "rides: a ride is asked for";

    private const int Towns = 400;
    private const int Riders = 100;
    private const int Bodies = 1_000;
    private const int MenuItems = 20; // of restaurant 1

    public static IReadOnlyList<ServiceCase> All(BenchSettings settings, Random random)
    {
        var cafe = $"X-Api-Key: {settings.ApiKeys["cafe"]}";
        var workforce = $"X-Api-Key: {settings.ApiKeys["workforce"]}";
        return
        [
            new("grocery: products, page 1", ServicePeers.Made, HttpRows.PageOne, "/products?page=1&size=20", path => [path]) { IsKept = true },
            new("cafe: orders, page 1", ServicePeers.Made, "/cafe/api/v1/orders/?skip=0&limit=20", "/cafe/orders?skip=0&limit=20", path => [RequestLine.Get(path, cafe)]),
            new("workforce: users, page 1", ServicePeers.Made, "/workforce/api/etter/users?page=1&page_size=50", "/workforce/users?page=1&page_size=50", path => [RequestLine.Get(path, workforce)]) { IsKept = true },
            new("todos: todos, page 1", ServicePeers.Made, "/todos/api/v1/todos?offset=0&limit=50", "/todos?offset=0&limit=50", path => [path]) { IsKept = true },
            new("rides: a rider's rides, page 1", ServicePeers.Riding, "/rides/?page=1&limit=20", "/rides?page=1&limit=20", path => [.. Enumerable.Range(0, Riders).Select(rider => RequestLine.By($"rider-{rider}@example.com", path))]),
            Writing("grocery: an order of three lines", ServicePeers.Kept, "/grocery/api/v2/orders", "/orders", () => Lines(random, "product_id", settings.Rows, 3), $"Idempotency-Key: {RequestLine.New}"),
            Writing("cafe: an order of two lines", ServicePeers.Kept, "/cafe/api/v1/orders/", "/cafe/orders", () => Lines(random, "menu_item_id", MenuItems, 2, ""","customer_name":"Ada","notes":"without sugar" """)),
            Writing("workforce: a user", ServicePeers.Kept, "/workforce/api/etter/users", "/workforce/users", () => User(random), workforce),
            Writing("todos: a todo", ServicePeers.Kept, "/todos/", "/todos", () => Todo(random)),
            Writing(Ride, ServicePeers.Riding, "/rides/", "/rides", () => Trip(random), $"Authorization: Development rider-{RequestLine.New}@example.com"),
        ];
    }

    private static ServiceCase Writing(string what, string server, string path, string plainPath, Func<string> body, params string[] headers)
    {
        // The same bodies for both.
        var bodies = Enumerable.Range(0, Bodies).Select(_ => body()).ToList();
        return new(what, server, path, plainPath, to => [.. bodies.Select(one => RequestLine.Post(to, one, headers))]) { Writes = true };
    }

    private static string Lines(Random random, string id, int most, int count, string more = "")
    {
        // One of each part, so that none is there twice.
        var part = most / count;
        var lines = Enumerable.Range(0, count).Select(i => $$"""{"{{id}}":{{1 + (i * part) + random.Next(part)}},"quantity":{{random.Next(1, 4)}}}""");
        return $$"""{"items":[{{string.Join(',', lines)}}]{{more}}}""";
    }

    private static string User(Random random)
    {
        var name = (First: random.Next(1_000), Last: random.Next(1_000));
        return $$"""{"email":"new-{{RequestLine.New}}@example.com","username":"new-{{name.First}}","full_name":"Newcomer {{name.First}} Marsh {{name.Last}}"}""";
    }

    private static string Todo(Random random) => $$"""{"title":"Call the printer about page {{random.Next(1_000)}}","description":"It said that it would be ready.","priority":"high"}""";

    // From somewhere in a town of services.sql to a place some kilometres to the north-east.
    private static string Trip(Random random)
    {
        var (lat, lon) = (-50 + (random.Next(Towns) * 0.25) + (random.Next(20_000) / 1e6), random.Next(20_000) / 1e6);
        return string.Create(CultureInfo.InvariantCulture, $$$"""{"pickup":{"lat":{{{lat:0.000000}}},"lon":{{{lon:0.000000}}}},"dropoff":{"lat":{{{lat + 0.02:0.000000}}},"lon":{{{lon + 0.02:0.000000}}}}}""");
    }
}
