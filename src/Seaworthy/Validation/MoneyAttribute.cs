using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation;

/// <summary>
/// A <see cref="long"/> of minor units that JSON shows as a decimal number with at most two decimals, read without rounding
/// and written by <see cref="Money.Write"/>. In a body it must be more than 0 and at most <paramref name="maximum"/>.
/// </summary>
/// <param name="maximum">Largest value, in whole units as JSON shows them: 999999 for 999,999.00.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class MoneyAttribute(long maximum = MoneyAttribute.Largest) : ValidationAttribute
{
    // 18 digits of minor units: what a long holds whatever the digits are.
    private const long Largest = 9_999_999_999_999_999;

    /// <summary>Largest value in whole units.</summary>
    public long Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is long minor && minor > 0 && minor <= Maximum * 100);

    /// <summary>Gives members with this attribute their JSON form; set on the host's JSON settings.</summary>
    internal static void Attach(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(long) && Marks(property))
            {
                property.CustomConverter = new MoneyConverter();
            }
            else if (property.PropertyType == typeof(long?) && Marks(property))
            {
                property.CustomConverter = new OptionalMoneyConverter();
            }
        }
    }

    private static bool Marks(JsonPropertyInfo property) => MemberAttributes.Of(property).OfType<MoneyAttribute>().Any();
}
