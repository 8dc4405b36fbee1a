using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Products;

/// <summary>What a product is made of, by S0's rules (R3): also what a change replaces.</summary>
internal sealed record NewProduct(
    [property: Required, PlainText, Length(1, 200)] string Name,
    [property: Required, Money(maximum: 999_999)] long Price,
    [property: Required(AllowEmptyStrings = true), PlainText, Length(0, 1000)] string Description,
    [property: Range(1, long.MaxValue)] long? CategoryId = null,
    [property: Length(1, 2000)] string? ImageUrl = null);
