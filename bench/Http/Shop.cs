using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>What customers do in the shop that <c>shop.sql</c> has made, as requests.</summary>
internal sealed class Shop
{
    private const string Orders = "/grocery/api/v2/orders";

    // Of the version that takes orders without a key: the load sends the same bytes again and again.
    private const string PlainOrders = "/grocery/api/v1/orders/";
    private const int Customers = 10_000;
    private const int FirstGuestOrder = 1_000_001;
    private const int LastGuestOrder = 1_010_000;

    // A walk for each customer would take longer than the benchmark.
    private const int CustomersWithMiddle = 1_000;

    // Every customer has 100 orders: after 40 of them the third of five pages begins.
    private const int OrdersBeforeMiddle = 40;

    private Shop(Random random, IReadOnlyList<string> middles)
    {
        Places = [.. Enumerable.Range(0, 10_000).Select(_ => Place(random))];
        FirstPages = [.. Enumerable.Range(1, Customers).Select(customer => RequestLine.By(Email(customer), Orders))];
        MiddlePages = middles;
        GuestOrders = [.. Enumerable.Range(0, 1_000).Select(_ => $"{Orders}/00000000-0000-7000-8000-{random.Next(FirstGuestOrder, LastGuestOrder + 1):x12}")];
    }

    /// <summary>Orders of three counted products, by guests.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>Every customer's newest orders.</summary>
    public IReadOnlyList<string> FirstPages { get; }

    /// <summary>The third of five pages of some customers.</summary>
    public IReadOnlyList<string> MiddlePages { get; }

    /// <summary>One order with its items, asked for by whoever has its id.</summary>
    public IReadOnlyList<string> GuestOrders { get; }

    /// <summary>Asks for the cursors of the middle pages, which are the server's own.</summary>
    /// <param name="development">A grocery that believes callers on this machine who they are.</param>
    /// <param name="random">Chooses products, the same each run.</param>
    public static async Task<Shop> VisitAsync(Server development, Random random)
    {
        using var http = new HttpClient();
        var middles = new List<string>();
        for (var customer = 2; customer < 2 + CustomersWithMiddle; customer++)
        {
            using var message = RequestLine.ToMessage(RequestLine.By(Email(customer), $"{Orders}?limit={OrdersBeforeMiddle}"), development.Url);
            using var answer = (await http.SendAsync(message)).EnsureSuccessStatusCode();
            var cursor = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["next_cursor"]
                ?? throw new InvalidOperationException($"{Email(customer)} has no more than {OrdersBeforeMiddle} orders");
            middles.Add(RequestLine.By(Email(customer), $"{Orders}?cursor={cursor}"));
        }

        return new(random, middles);
    }

    // One product of each third of the 10,000 that are counted, as place-order.sql does it.
    private static string Place(Random random) => RequestLine.Post(
        PlainOrders, $$"""{"items":[{{Line(random, 0, 3333)}},{{Line(random, 3333, 6666)}},{{Line(random, 6666, 10_000)}}]}""");

    private static string Line(Random random, int from, int before) =>
        $$"""{"product_id":{{1 + (102 * random.Next(from, before))}},"quantity":{{random.Next(1, 4)}}}""";

    private static string Email(int customer) => $"customer-{customer}@example.com";
}
