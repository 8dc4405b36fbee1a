namespace Seaworthy.Grocery.Orders;

/// <summary>A product as it can be bought at this moment.</summary>
/// <param name="ProductId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Price">Price of one, in minor units.</param>
/// <param name="Stock">How many are left; null when nobody counts.</param>
internal sealed record Offer(long ProductId, string Name, long Price, int? Stock);
