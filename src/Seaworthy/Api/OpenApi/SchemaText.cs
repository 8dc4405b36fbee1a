using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Seaworthy.Api.OpenApi;

/// <summary>JSON Schema as text or words, read into the document's model.</summary>
internal static class SchemaText
{
    public static IOpenApiSchema Parse(JsonNode schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out var found, "json") is { } read && found.Errors.Count == 0
            ? read
            : throw new ArgumentException($"this is no JSON Schema: {schema.ToJsonString()}", nameof(schema));

    public static JsonSchemaType TypeOf(string type) => type switch
    {
        "string" => JsonSchemaType.String,
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        "boolean" => JsonSchemaType.Boolean,
        "array" => JsonSchemaType.Array,
        "object" => JsonSchemaType.Object,
        _ => throw new ArgumentException($"'{type}' is no JSON type", nameof(type)),
    };
}
