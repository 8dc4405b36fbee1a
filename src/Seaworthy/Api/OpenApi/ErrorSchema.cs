using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>
/// The error answers of a service. Their schema is read off an error that the service's own dialect has written, so it
/// cannot say anything else than what is sent.
/// </summary>
internal static class ErrorSchema
{
    private const string Component = "Error";

    /// <summary>An answer without content yet; <see cref="AddTo"/> fills it when the document is complete.</summary>
    public static OpenApiResponse Response(int status) => new() { Description = ProblemTypes.ForStatus(status).Title };

    /// <summary>Gives every error answer of the document its schema and an example.</summary>
    public static void AddTo(OpenApiDocument document, ServiceProfile service)
    {
        document.AddComponent(Component, SchemaText.Parse(SchemaOf(Example(service, ProblemTypes.Validation)), document));
        var operations = document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>());
        foreach (var (status, response) in operations.SelectMany(operation => operation.Responses ?? []))
        {
            if (status[0] is '4' or '5' && response is OpenApiResponse { Content: null or { Count: 0 } } error)
            {
                var type = status == service.Dialect.ValidationStatus.ToString(CultureInfo.InvariantCulture)
                    ? ProblemTypes.Validation
                    : ProblemTypes.ForStatus(int.Parse(status, CultureInfo.InvariantCulture));
                error.Content = new Dictionary<string, OpenApiMediaType>
                {
                    [service.Dialect.Errors.ContentType] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(Component, document),
                        Example = Example(service, type),
                    },
                };
            }
        }
    }

    private static JsonNode Example(ServiceProfile service, ProblemType type)
    {
        var problem = type == ProblemTypes.Validation
            ? Problem.Validation([new ProblemError("must be at most 200 characters, has 230", Pointer: "#/name")])
            : Problem.Of(type, type.Repair);
        var occurrence = new ProblemOccurrence(
            problem, service.Dialect.StatusOf(problem), "0b6f7a52-5f0c-4c55-9f0e-6f1c2a7d9e11", "4bf92f3577b34da6a3ce929d0e0e4736",
            service.Options.Problems.TypeBase, DateTimeOffset.UnixEpoch);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, ProblemJson.WriterOptions))
        {
            service.Dialect.Errors.Write(json, occurrence);
        }

        return JsonNode.Parse(bytes.WrittenSpan)!;
    }

    private static JsonObject SchemaOf(JsonNode example) => example switch
    {
        JsonObject members => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, SchemaOf(member.Value!)))),
        },
        JsonArray items => new JsonObject { ["type"] = "array", ["items"] = SchemaOf(items[0]!) },
        _ => new JsonObject { ["type"] = example.GetValueKind() == JsonValueKind.Number ? "integer" : "string" },
    };
}
