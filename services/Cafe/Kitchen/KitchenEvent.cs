namespace Seaworthy.Cafe.Kitchen;

/// <summary>What the kitchen is told: that an order came to a status, and the order as it is now.</summary>
/// <param name="Number">The event's, by which a feed goes on.</param>
/// <param name="Status">What it came to.</param>
/// <param name="At">When.</param>
/// <param name="Order">The order.</param>
internal sealed record KitchenEvent(long Number, string Status, DateTime At, KitchenOrder Order);

/// <summary>An order as a kitchen reads it.</summary>
/// <param name="Id">Its public id.</param>
/// <param name="Status">What it is in now: it may have moved on since the event.</param>
/// <param name="Table">The table's name; null at the counter.</param>
/// <param name="CustomerName">Whom to call.</param>
/// <param name="Notes">What the guest wants to be known.</param>
/// <param name="Items">What to make.</param>
internal sealed record KitchenOrder(
    Guid Id, string Status, string? Table, string? CustomerName, string? Notes, IReadOnlyList<KitchenItem> Items);

/// <summary>One line of it.</summary>
internal sealed record KitchenItem(string Name, string Modifiers, int Quantity);
