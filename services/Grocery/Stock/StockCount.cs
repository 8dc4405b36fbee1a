using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Grocery.Stock;

/// <summary>What somebody counted on the shelf.</summary>
internal sealed record StockCount([property: Required, Range(0, StockCount.Most)] int? Quantity)
{
    public const int Most = 1_000_000_000;
}
