namespace Seaworthy.Bench;

/// <summary>
/// A day in the shop (R76): of 100 requests 70 are for one of the pages at the front of the list, 15 for a search, a category or a
/// page anywhere, 8 for an item, 5 place an order and 2 look at one. A thousand customers at once, each of whom reads for a second
/// before asking again.
/// </summary>
internal static class MixedDay
{
    public const int Users = 1_000;
    public const int PauseMs = 1_000;

    /// <summary>The document's own bound of errors; what is below is reported.</summary>
    public const double MostFailed = 0.01;
    private const int Requests = 10_000;
    private const int FrontPages = 100;
    private const string Products = "/grocery/api/v2/products";
    private static readonly string[] Words = ["apple", "bread", "cheese", "dates", "eggs", "figs", "grapes", "honey"];

    public static IReadOnlyList<string> Make(Walk walk, IReadOnlyList<long> ids, Shop shop) =>
    [
        .. Of(70, [Products, .. Pages(walk.Cursors.Take(FrontPages - 1))]),
        .. Of(5, [.. Words.Select(word => $"{Products}?search={word}")]),
        .. Of(5, [.. Enumerable.Range(1, 20).Select(category => $"{Products}?category={category}")]),
        .. Of(5, [.. Pages(walk.Cursors)]),
        .. Of(8, [.. ids.Select(id => $"{Products}/{id}")]),
        .. Of(5, shop.Places),
        .. Of(2, shop.GuestOrders),
    ];

    private static IEnumerable<string> Pages(IEnumerable<(string Grocery, string Bare)> cursors) =>
        cursors.Select(cursor => $"{Products}?cursor={cursor.Grocery}");

    // Requests are drawn from the lines with equal chance, so a share is a number of lines.
    private static IEnumerable<string> Of(int percent, IReadOnlyList<string> asked) =>
        Enumerable.Range(0, Requests * percent / 100).Select(i => asked[(int)((long)i * asked.Count / (Requests * percent / 100))]);
}
