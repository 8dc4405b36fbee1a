using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Orders;

/// <summary>What is ordered. Prices are the menu's, whatever anybody sends.</summary>
/// <param name="Items">The lines.</param>
/// <param name="CustomerName">Whom to call, by the document's rule (R3) for names of any script.</param>
/// <param name="Notes">For the kitchen. Tags go, other text stays (R4).</param>
/// <param name="TableId">For which table, where one of the staff orders; a guest sits where his code says.</param>
internal sealed record NewOrder(
    [property: Required, Length(1, NewOrder.MostLines)] IReadOnlyList<NewOrderItem> Items,
    [property: PersonName, Trimmed, Length(0, 100)] string? CustomerName = null,
    [property: PlainText, Trimmed, Length(0, 500)] string? Notes = null,
    [property: Range(1, long.MaxValue)] long? TableId = null)
{
    public const int MostLines = 50;
}

/// <summary>One line of it.</summary>
/// <param name="MenuItemId">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Modifiers">The numbers of what comes with it.</param>
internal sealed record NewOrderItem(
    [property: Required, Range(1, long.MaxValue)] long MenuItemId,
    [property: Required, Range(1, NewOrderItem.MostOfOne)] int Quantity,
    [property: Length(0, NewOrderItem.MostModifiers)] IReadOnlyList<long>? Modifiers = null)
{
    public const int MostOfOne = 99;
    public const int MostModifiers = 10;
}
