using Seaworthy.Validation;

namespace Seaworthy.Cafe.Reports;

/// <summary>What a restaurant sold on one day: all that was ordered and not cancelled, at the prices of its moment.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Total">What they came to.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Items">What was sold, the dearest sum first.</param>
/// <param name="Hours">When it was sold, hours without an order left out.</param>
internal sealed record DailyReport(
    DateOnly Date, int Orders, [property: Money] long Total, string Currency, IReadOnlyList<SoldItem> Items, IReadOnlyList<SoldHour> Hours);

/// <summary>One thing on the menu.</summary>
/// <param name="Name">What it was called.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Total">What they came to.</param>
internal sealed record SoldItem(string Name, int Quantity, [property: Money] long Total);

/// <summary>One hour of the day.</summary>
/// <param name="Hour">0 to 23, in UTC.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Total">What they came to.</param>
internal sealed record SoldHour(int Hour, int Orders, [property: Money] long Total);
