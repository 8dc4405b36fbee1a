namespace Seaworthy.Grocery.Orders;

/// <summary>The way of an order: placed, picked, on its way, delivered; or cancelled before it leaves the shop.</summary>
internal static class OrderStatus
{
    public const string Placed = "placed";
    public const string Picking = "picking";
    public const string OnTheWay = "on_the_way";
    public const string Delivered = "delivered";
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Placed, Picking, OnTheWay, Delivered, Cancelled];

    /// <summary>From which statuses <paramref name="next"/> may follow.</summary>
    public static IReadOnlyList<string> Before(string next) => next switch
    {
        Picking => [Placed],
        OnTheWay => [Picking],
        Delivered => [OnTheWay],
        Cancelled => [Placed, Picking],
        _ => [],
    };
}
