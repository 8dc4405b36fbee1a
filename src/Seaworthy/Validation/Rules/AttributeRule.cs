using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Seaworthy.Validation.Contracts;

namespace Seaworthy.Validation.Rules;

/// <summary>Every other attribute: it judges the value itself.</summary>
internal sealed class AttributeRule(ValidationAttribute attribute, JsonPropertyInfo property, BodyContracts contracts) : ValueRule
{
    private readonly string _message = attribute switch
    {
        EmailAddressAttribute => "must be an e-mail address such as name@example.com",
        UrlAttribute => "must be a URL such as https://example.com/",
        PhoneAttribute => "must be a phone number",
        AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values)}",
        DeniedValuesAttribute denied => $"must not be one of {string.Join(", ", denied.Values)}",
        _ => attribute.FormatErrorMessage(property.Name),
    };

    public override string? Fault(JsonElement element, string? text) => attribute.IsValid(text ?? Value(element)) ? null : _message;

    private object? Value(JsonElement element) => element.Deserialize(contracts.Options.GetTypeInfo(property.PropertyType));
}
