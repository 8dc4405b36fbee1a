using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>What is still to be paid at a table.</summary>
/// <param name="TableId">Which.</param>
/// <param name="Table">Its name.</param>
/// <param name="Orders">Its open orders, the first first; of more than 200 those that were there first, and the others when these are paid.</param>
/// <param name="Total">What they come to.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record Bill(long TableId, string Table, IReadOnlyList<BilledOrder> Orders, [property: Money] long Total, string Currency);

/// <summary>One order on it.</summary>
internal sealed record BilledOrder(Guid Id, string Status, DateTime CreatedAt, [property: Money] long Total, IReadOnlyList<BilledItem> Items);

/// <summary>One line of it.</summary>
/// <param name="Name">What.</param>
/// <param name="Modifiers">With what.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">What one costs.</param>
/// <param name="Sum">What they cost together.</param>
internal sealed record BilledItem(string Name, string Modifiers, int Quantity, [property: Money] long Price, [property: Money] long Sum);
