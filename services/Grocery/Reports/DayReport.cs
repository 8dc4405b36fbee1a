using Seaworthy.Validation;

namespace Seaworthy.Grocery.Reports;

/// <summary>What the shop sold on one day, as it stood in the night after it.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Orders">How many orders were placed, without those that are cancelled.</param>
/// <param name="Revenue">What they come to.</param>
/// <param name="Cancelled">How many of the day's orders are cancelled.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Products">What was sold most, ten at the most.</param>
internal sealed record DayReport(DateOnly Date, int Orders, [property: Money] long Revenue, int Cancelled, string Currency, IReadOnlyList<SoldProduct> Products);

/// <summary>One product of the day.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it was called when it was sold.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Total">What they come to.</param>
internal sealed record SoldProduct(long Id, string Name, int Quantity, [property: Money] long Total);
