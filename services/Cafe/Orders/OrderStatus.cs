namespace Seaworthy.Cafe.Orders;

/// <summary>The way of an order: placed, in the making, ready, at the table, paid; or cancelled before it is ready.</summary>
internal static class OrderStatus
{
    public const string Placed = "placed";
    public const string Preparing = "preparing";
    public const string Ready = "ready";
    public const string Served = "served";
    public const string Paid = "paid";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Placed, Preparing, Ready, Served, Paid, Cancelled];

    /// <summary>What the kitchen still has to do with.</summary>
    public static IReadOnlyList<string> OfKitchen { get; } = [Placed, Preparing, Ready];

    /// <summary>What is on a table's bill.</summary>
    public static IReadOnlyList<string> Open { get; } = [Placed, Preparing, Ready, Served];

    /// <summary>What it must be in to become <paramref name="status"/>.</summary>
    public static IReadOnlyList<string> Before(string status) => status switch
    {
        Preparing => [Placed],
        Ready => [Preparing],
        Served => [Ready],
        Paid => [Served],
        Cancelled => [Placed, Preparing],
        _ => [],
    };
}
