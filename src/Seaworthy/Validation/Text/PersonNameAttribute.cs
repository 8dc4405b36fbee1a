using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Seaworthy.Validation;

/// <summary>
/// A person's name: letters and marks of any script, space, <c>-</c>, <c>.</c> and <c>'</c>. The message is the cafe
/// document's. Its pattern <c>^[a-zA-Z\s\-\.]+$</c> refused José and O'Brien.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class PersonNameAttribute() : ValidationAttribute("Invalid characters in name")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string name && name.EnumerateRunes().All(IsOfName));

    private static bool IsOfName(Rune rune) =>
        rune.Value is ' ' or '-' or '.' or '\''
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
