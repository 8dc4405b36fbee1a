using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Seaworthy.Validation.Contracts;

namespace Seaworthy.Validation.Rules;

/// <summary>One attribute of a member, ready to judge values. Its message names the value, the rule and the repair.</summary>
internal abstract class ValueRule
{
    /// <summary>True when a value that breaks this rule is judged by no other: the others would tell of the same cause.</summary>
    public virtual bool IsDecisive => false;

    /// <summary>What is wrong, as the rest of a sentence, or null.</summary>
    /// <param name="element">The value as sent; never null.</param>
    /// <param name="text">The value after its cleaning, where it is a string.</param>
    public abstract string? Fault(JsonElement element, string? text);

    /// <summary>The rule of an attribute; null when the contract already keeps it.</summary>
    public static ValueRule? Of(ValidationAttribute attribute, JsonPropertyInfo property, BodyContracts contracts)
    {
        ValueRule? rule = attribute switch
        {
            RequiredAttribute { AllowEmptyStrings: true } => null,
            RequiredAttribute => new NotBlankRule(),
            LengthAttribute length => new LengthRule(length.MinimumLength, length.MaximumLength),
            StringLengthAttribute length => new LengthRule(length.MinimumLength, length.MaximumLength),
            MinLengthAttribute length => new LengthRule(length.Length, int.MaxValue),
            MaxLengthAttribute length => new LengthRule(0, length.Length < 0 ? int.MaxValue : length.Length),
            RangeAttribute range when RangeRule.TryMake(range) is { } made => made,
            RegularExpressionAttribute pattern => new PatternRule(pattern),
            MoneyAttribute => null,
            _ => new AttributeRule(attribute, property, contracts),
        };
        return rule is not null && IsWorded(attribute)
            ? new WordedRule(rule, attribute.FormatErrorMessage(property.Name))
            : rule;
    }

    // These attributes come with a message; only one that somebody wrote counts.
    private static bool IsWorded(ValidationAttribute attribute) => attribute.ErrorMessage is { } message && message != attribute switch
    {
        EmailAddressAttribute => new EmailAddressAttribute().ErrorMessage,
        UrlAttribute => new UrlAttribute().ErrorMessage,
        PhoneAttribute => new PhoneAttribute().ErrorMessage,
        AllowedValuesAttribute => new AllowedValuesAttribute().ErrorMessage,
        DeniedValuesAttribute => new DeniedValuesAttribute().ErrorMessage,
        _ => null,
    };
}

/// <summary>A rule whose author has written its message.</summary>
internal sealed class WordedRule(ValueRule rule, string message) : ValueRule
{
    public override bool IsDecisive => rule.IsDecisive;

    public override string? Fault(JsonElement element, string? text) => rule.Fault(element, text) is null ? null : message;
}
