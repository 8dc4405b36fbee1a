namespace Seaworthy.Bench;

/// <summary>What <c>http</c> measures, and what is set against what.</summary>
internal static class HttpRows
{
    public const string Day = "grocery: mixed day of 1,000 customers";
    public const string Noise = "the same row against itself (noise)";
    private const string Plain = "bare: plain JSON";
    private const string PlainAgain = "bare: plain JSON, again";
    private const string BareBytes = "bare: as many bytes as the page";
    private const string PlainLayered = "bare with the layer: plain JSON";
    private const string Kept = "grocery, kept: page with total, the whole layer";
    private const string KeptBrotli = "grocery, kept: the same in Brotli";
    private const string VanillaKept = "vanilla, output cache and compression: the same page";
    private const string VanillaKeptBrotli = "vanilla, output cache and compression: the same in Brotli";
    private const string VanillaFull = "vanilla, all in-box parts: the same page";
    private const string Nginx = "nginx: the same page from a file";
    private const string FastApiKept = "FastAPI, Redis: the same page";
    private const string FastifyKept = "Fastify, Redis: the same page";
    private const string Keyset = "grocery: keyset page, random";
    private const string BareKeyset = "bare: keyset page, random";
    private const string First = "grocery: keyset page 1";
    private const string Deep = "grocery: keyset page 50,000";
    private const string Offset = "grocery: OFFSET page 1 with total";
    private const string VanillaOffset = "vanilla: OFFSET page 1 with total";
    private const string Item = "grocery: item by id";
    private const string BareItem = "bare: item by id";
    private const string VanillaItem = "vanilla: item by id";
    private const string FastApiItem = "FastAPI: item by id";
    private const string FastifyItem = "Fastify: item by id";
    private const string DatabaseKeyset = "pgbench: keyset page, random";
    private const string DatabaseItem = "pgbench: item by id";
    private const string Place = "grocery: place an order of 3 lines";
    private const string DatabasePlace = "pgbench: the same statements";
    private const string History = "grocery: order history, first page";
    private const string DatabaseHistory = "pgbench: order history, first page";
    private const string Middle = "grocery: order history, a page in the middle";
    private const string DatabaseMiddle = "pgbench: order history, a page in the middle";

    /// <summary>The first page of the document's own list.</summary>
    public const string PageOne = "/grocery/api/v1/products/?page=1&size=20";
    private const string VanillaPageOne = "/products?page=1&size=20";
    private const string Products = "/grocery/api/v2/products";

    public static IReadOnlyList<Comparison> Comparisons { get; } =
    [
        new(Noise, PlainAgain, Plain),
        new("plain JSON: the layer against none", PlainLayered, Plain),
        new("kept page, the whole layer, against bare plain JSON", Kept, Plain, AtLeast: 0.85),
        new("kept page, the whole layer, against bare and as many bytes", Kept, BareBytes),
        new("kept page against vanilla's output cache", Kept, VanillaKept),
        new("kept page against vanilla with all in-box parts", Kept, VanillaFull, AtLeast: 3.5),
        new("kept page against nginx and a file", Kept, Nginx, AtLeast: 0.55),
        new("kept page against FastAPI with Redis", Kept, FastApiKept),
        new("kept page against Fastify with Redis", Kept, FastifyKept),
        new("kept page in Brotli against vanilla's", KeptBrotli, VanillaKeptBrotli),
        new("keyset page, random, against vanilla's page 1", Keyset, VanillaOffset, AtLeast: 200),
        new("keyset page 50,000 against page 1", Deep, First, CostAtMost: 1.15),
        new("keyset page, random, against bare", Keyset, BareKeyset),
        new("keyset page, random, against pgbench", Keyset, DatabaseKeyset, AtLeast: 0.4),
        new("item by id against vanilla", Item, VanillaItem, AtLeast: 2),
        new("item by id against FastAPI", Item, FastApiItem),
        new("item by id against Fastify", Item, FastifyItem, AtLeast: 1.1),
        new("item by id against bare", Item, BareItem),
        new("item by id against pgbench", Item, DatabaseItem, AtLeast: 0.3),
        new("OFFSET page with total against vanilla's", Offset, VanillaOffset, AtLeast: 100),
        new("order of 3 lines against pgbench", Place, DatabasePlace, AtLeast: 0.6),
        new("order history, first page, against pgbench", History, DatabaseHistory),
        new("order history, middle, against pgbench", Middle, DatabaseMiddle),
        new("order history, middle against first page", Middle, History),
    ];

    public static IReadOnlyList<Row> All(Walk walk, IReadOnlyList<long> ids, Shop shop, int pageBytes) =>
    [
        new(Plain, "bare", ["/plain"]),
        new(PlainLayered, "layered", ["/plain"]),
        new(PlainAgain, "bare", ["/plain"]),
        new(BareBytes, "bare", [$"/bytes/{pageBytes}"]),
        new(Kept, "kept", [PageOne]),
        new(KeptBrotli, "kept", [RequestLine.In("br", PageOne)]),
        new(VanillaKept, "vanilla-cached", [VanillaPageOne]),
        new(VanillaKeptBrotli, "vanilla-cached", [RequestLine.In("br", VanillaPageOne)]),
        new(VanillaFull, "vanilla-full", [VanillaPageOne]),
        new(Nginx, "nginx", ["/page.json"]),
        new(FastApiKept, "fastapi", [VanillaPageOne]),
        new(FastifyKept, "fastify", [VanillaPageOne]),
        new(Keyset, "grocery", [.. walk.Cursors.Select(cursor => $"{Products}?cursor={cursor.Grocery}")]),
        new(BareKeyset, "bare", [.. walk.Cursors.Select(cursor => $"/products?cursor={cursor.Bare}")]),
        new(First, "grocery", [Products]),
        new(Deep, "grocery", [$"{Products}?cursor={walk.Deep}"]),
        new(Item, "grocery", [.. ids.Select(id => $"{Products}/{id}")]),
        new(VanillaItem, "vanilla", [.. ids.Select(id => $"/products/{id}")]),
        new(FastApiItem, "fastapi", [.. ids.Select(id => $"/products/{id}")]),
        new(FastifyItem, "fastify", [.. ids.Select(id => $"/products/{id}")]),
        new(BareItem, "bare", [.. ids.Select(id => $"/products/{id}")]),
        new(Offset, "grocery", [PageOne]),
        new(VanillaOffset, "vanilla", [VanillaPageOne]),
        new(DatabaseKeyset, null, ["keyset.sql"]),
        new(DatabaseItem, null, ["item.sql"]),
        new(History, "development", shop.FirstPages),
        new(DatabaseHistory, null, ["history.sql"]),
        new(Middle, "development", shop.MiddlePages),
        new(DatabaseMiddle, null, ["history-middle.sql"]),
        new(Place, "grocery", shop.Places),
        new(DatabasePlace, null, ["place-order.sql"]),
        new(Day, "kept", MixedDay.Make(walk, ids, shop))
        {
            Connections = MixedDay.Users,
            PauseMs = MixedDay.PauseMs,
            MostFailed = MixedDay.MostFailed,
        },
    ];
}
