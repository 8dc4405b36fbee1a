using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Seaworthy.Validation;

namespace Seaworthy.Api.OpenApi;

/// <summary>Says in a schema what the validation asks, wherever the attributes stand (property or record parameter).</summary>
internal static class SchemaRules
{
    public static void Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (schema is { Type: null, Enum: { Count: > 0 } values } && values.All(value => value.GetValueKind() == JsonValueKind.String))
        {
            // The generator lists the names of an enumeration and forgets that they are strings.
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonPropertyInfo is { } property)
        {
            foreach (var attribute in MemberAttributes.Of(property))
            {
                Apply(schema, attribute);
            }
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            var required = context.JsonTypeInfo.Properties.Where(MemberAttributes.IsRequired).Select(member => member.Name).ToHashSet();
            schema.Required = required.Count > 0 ? required : null;
        }
    }

    private static void Apply(OpenApiSchema schema, Attribute attribute)
    {
        switch (attribute)
        {
            case MoneyAttribute money:
                var isOptional = schema.Type?.HasFlag(JsonSchemaType.Null) == true;
                schema.Type = isOptional ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Number;
                schema.Format = null;
                schema.ExclusiveMinimum = "0";
                schema.Maximum = money.Maximum.ToString(CultureInfo.InvariantCulture);
                schema.MultipleOf = 0.01m;
                break;
            case LengthAttribute length:
                Bound(schema, length.MinimumLength, length.MaximumLength);
                break;
            case StringLengthAttribute length:
                Bound(schema, length.MinimumLength, length.MaximumLength);
                break;
            case RangeAttribute { MinimumIsExclusive: false, MaximumIsExclusive: false } range:
                schema.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
                break;
            case RegularExpressionAttribute pattern:
                schema.Pattern = $"^(?:{pattern.Pattern})$";
                break;
            case EmailAddressAttribute:
                schema.Format = "email";
                break;
            default:
                break;
        }
    }

    private static void Bound(OpenApiSchema schema, int least, int most)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
        {
            (schema.MinItems, schema.MaxItems) = (least > 0 ? least : null, most);
        }
        else if (schema.Type?.HasFlag(JsonSchemaType.Object) == true)
        {
            (schema.MinProperties, schema.MaxProperties) = (least > 0 ? least : null, most);
        }
        else
        {
            (schema.MinLength, schema.MaxLength) = (least > 0 ? least : null, most);
        }
    }
}
