using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Orders;

/// <summary>What is ordered: lines, or a cart. <paramref name="Total"/> is what the shopper has been shown, where it has.</summary>
internal sealed record NewOrder(
    [property: Length(1, NewOrder.MostLines)] IReadOnlyList<NewOrderItem>? Items = null,
    Guid? CartId = null,
    [property: Money] long? Total = null) : IValidatableObject
{
    public const int MostLines = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Items is null == CartId is null)
        {
            yield return new ValidationResult("must be there, or cart_id, and not both", [nameof(Items)]);
        }

        foreach (var twice in (Items ?? []).GroupBy(item => item.ProductId).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"has product {twice.Key} {twice.Count()} times; give it once with the whole quantity", [nameof(Items)]);
        }
    }
}

/// <summary>One line of it.</summary>
/// <param name="ProductId">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">What one cost when the shopper saw it; another price now is refused. Null takes the price of the moment.</param>
internal sealed record NewOrderItem(
    [property: Required, Range(1, long.MaxValue)] long ProductId,
    [property: Required, Range(1, NewOrderItem.MostOfOne)] int Quantity,
    [property: Money(maximum: 999_999)] long? Price = null)
{
    public const int MostOfOne = 999;
}
