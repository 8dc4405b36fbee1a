using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Seaworthy.Api.OpenApi;

/// <summary>Gives every JSON body of a document an example that its own schema takes.</summary>
internal static class SchemaExamples
{
    // Types may contain themselves: deeper than this an example says nothing new.
    private const int Deepest = 5;

    public static void Fill(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            var bodies = (operation.Responses ?? []).Values.Select(response => response.Content).Append(operation.RequestBody?.Content);
            foreach (var (type, body) in bodies.SelectMany(content => content ?? new Dictionary<string, OpenApiMediaType>()))
            {
                if (body is { Example: null, Schema: { } schema } && type.Contains("json", StringComparison.Ordinal))
                {
                    body.Example = Of(schema, 0);
                }
            }
        }
    }

    private static JsonNode? Of(IOpenApiSchema schema, int depth)
    {
        if ((schema.Examples?.FirstOrDefault() ?? schema.Default ?? schema.Enum?.FirstOrDefault()) is { } given)
        {
            return given.DeepClone();
        }

        var type = schema.Type & ~JsonSchemaType.Null;
        return type switch
        {
            JsonSchemaType.Object => new JsonObject((schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
                .Where(_ => depth < Deepest)
                .Select(property => KeyValuePair.Create(property.Key, Of(property.Value, depth + 1)))),
            JsonSchemaType.Array when schema.Items is { } items && depth < Deepest => new JsonArray(Of(items, depth + 1)),
            JsonSchemaType.Array => new JsonArray(),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer => schema.Minimum is { } least && long.TryParse(least, CultureInfo.InvariantCulture, out var whole) ? whole : 1,
            JsonSchemaType.Number => 12.50m,
            JsonSchemaType.String => Text(schema),
            _ => schema.OneOf?.Concat(schema.AnyOf ?? []).Where(one => one.Type != JsonSchemaType.Null).Select(one => Of(one, depth + 1)).FirstOrDefault(),
        };
    }

    private static string Text(IOpenApiSchema schema) => schema.Format switch
    {
        "date-time" => "2026-05-01T12:00:00Z",
        "date" => "2026-05-01",
        "time" => "12:00:00",
        "uuid" => "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "email" => "name@example.com",
        "uri" => "https://example.com/",
        _ => "text",
    };
}
