using System.ComponentModel.DataAnnotations;
using Seaworthy.Grocery.Stock;

namespace Seaworthy.Grocery.Deliveries;

/// <summary>A supplier's notice of what was brought.</summary>
/// <param name="Reference">The supplier's own number of the delivery.</param>
/// <param name="Lines">What was brought.</param>
internal sealed record NewDelivery(
    [property: Required, Length(1, NewDelivery.LongestReference)] string? Reference, [property: Required, Length(1, NewDelivery.MostLines)] IReadOnlyList<DeliveredLine>? Lines) : IValidatableObject
{
    public const int LongestReference = 100;
    public const int MostLines = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in (Lines ?? []).GroupBy(line => line.ProductId).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"has product {twice.Key} {twice.Count()} times; give it once with the whole quantity", [nameof(Lines)]);
        }
    }
}

/// <summary>One line of it.</summary>
/// <param name="ProductId">What.</param>
/// <param name="Quantity">How many.</param>
internal sealed record DeliveredLine([property: Required, Range(1, long.MaxValue)] long ProductId, [property: Required, Range(1, DeliveredLine.MostOfOne)] int Quantity)
{
    public const int MostOfOne = StockCount.Most / 1000;
}

/// <summary>That it was taken.</summary>
/// <param name="Reference">The supplier's number.</param>
/// <param name="ArrivedAt">When.</param>
internal sealed record TakenDelivery(string Reference, DateTime ArrivedAt);
