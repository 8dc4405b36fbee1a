using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Menu;

/// <summary>What a heading of the menu is made of: also what a change replaces.</summary>
internal sealed record NewCategory(
    [property: Required, PlainText, Trimmed, Length(1, 100)] string Name,
    [property: Range(0, 10_000)] int Position = 0);
