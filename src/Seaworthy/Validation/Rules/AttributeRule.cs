using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Seaworthy.Validation.Contracts;

namespace Seaworthy.Validation.Rules;

/// <summary>Every other attribute: it judges the value itself.</summary>
internal sealed class AttributeRule : ValueRule
{
    private readonly ValidationAttribute _attribute;
    private readonly JsonPropertyInfo _property;
    private readonly JsonSerializerOptions _options;
    private readonly string _message;

    public AttributeRule(ValidationAttribute attribute, JsonPropertyInfo property, BodyContracts contracts)
    {
        (_attribute, _property, _options) = (attribute, property, OptionsOf(property, contracts));
        _message = attribute switch
        {
            EmailAddressAttribute => "must be an e-mail address such as name@example.com",
            UrlAttribute => "must be a URL such as https://example.com/",
            PhoneAttribute => "must be a phone number",
            AllowedValuesAttribute allowed => $"must be one of {Sent(allowed.Values)}",
            DeniedValuesAttribute denied => $"must not be one of {Sent(denied.Values)}",
            _ => attribute.FormatErrorMessage(property.Name),
        };
    }

    public override string? Fault(JsonElement element, string? text)
    {
        if (text is not null && _property.PropertyType == typeof(string))
        {
            return _attribute.IsValid(text) ? null : _message;
        }

        object? value;
        try
        {
            value = element.Deserialize(_options.GetTypeInfo(_property.PropertyType));
        }
        catch (Exception exception) when (BodyContracts.IsRefusal(exception))
        {
            return BodyContract.NotTaken(element);
        }

        return _attribute.IsValid(value) ? null : _message;
    }

    // A member with a converter of its own has the value that this one makes.
    private static JsonSerializerOptions OptionsOf(JsonPropertyInfo property, BodyContracts contracts)
    {
        if (property.CustomConverter is not { } own)
        {
            return contracts.Options;
        }

        var options = new JsonSerializerOptions(contracts.Options);
        options.Converters.Insert(0, own);
        return options;
    }

    // Names of an enumeration as bodies have them.
    private string Sent(object?[] values) => string.Join(", ", values.Select(value =>
        value is Enum name ? JsonSerializer.Serialize(name, _options.GetTypeInfo(name.GetType())).Trim('"') : value));
}
