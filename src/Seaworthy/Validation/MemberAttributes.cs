using System.ComponentModel.DataAnnotations;
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

    /// <summary>Whether a body without the member is refused: C# <c>required</c>, [Required], or a parameter that is neither nullable nor has a default.</summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired
        || Of(property).OfType<RequiredAttribute>().Any()
        || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false, IsMemberInitializer: false };
}
