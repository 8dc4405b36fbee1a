using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation;

/// <summary>
/// The attributes of a member wherever they were written: on the property, or on the parameter of a record's constructor,
/// which is where C# puts them when a positional record does not say <c>property:</c>.
/// </summary>
internal static class MemberAttributes
{
    public static IReadOnlyList<Attribute> Of(JsonPropertyInfo property) =>
    [
        .. property.AttributeProvider?.GetCustomAttributes(inherit: true).OfType<Attribute>() ?? [],
        .. property.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(inherit: true).OfType<Attribute>() ?? [],
    ];
}
