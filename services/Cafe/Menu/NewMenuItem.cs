using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>What an item of the menu is made of: also what a change replaces, its modifiers included.</summary>
internal sealed record NewMenuItem(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Name,
    [property: Required, Range(1, long.MaxValue)] long CategoryId,
    [property: Required, Money(maximum: NewMenuItem.MostPrice)] long Price,
    [property: PlainText, Trimmed, Length(0, 1000)] string Description = "",
    bool IsAvailable = true,
    [property: Length(0, NewMenuItem.MostModifiers)] IReadOnlyList<NewModifier>? Modifiers = null) : IValidatableObject
{
    /// <summary>In whole units: more than any cup or bag costs, and little enough that no bill leaves its column.</summary>
    public const int MostPrice = 99_999;

    public const int MostModifiers = 50;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in (Modifiers ?? []).Where(modifier => modifier is not null).GroupBy(modifier => modifier.Name).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"has '{twice.Key}' {twice.Count()} times; a modifier has a name of its own", [nameof(Modifiers)]);
        }
    }
}

/// <summary>What can be had with it.</summary>
/// <param name="Name">As guests see it.</param>
/// <param name="Price">What it adds to the price of one; null for nothing.</param>
/// <param name="IsAvailable">Whether it can be had now.</param>
internal sealed record NewModifier(
    [property: Required, PlainText, Trimmed, Length(1, 100)] string Name,
    [property: Money(maximum: NewMenuItem.MostPrice)] long? Price = null,
    bool IsAvailable = true);
