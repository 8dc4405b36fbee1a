using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation;

/// <summary>Applies the cleaning of a member while it is deserialised, so that the handler sees what the rules saw.</summary>
internal sealed class TextConverter(IReadOnlyList<TextRuleAttribute> rules) : JsonConverter<string>
{
    public static void Attach(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(string)))
        {
            var rules = MemberAttributes.Of(property).OfType<TextRuleAttribute>().ToArray();
            if (rules.Length > 0)
            {
                property.CustomConverter = new TextConverter(rules);
            }
        }
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? TextRuleAttribute.ApplyAll(rules, text) : null;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
