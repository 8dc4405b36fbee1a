using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Api.Dialects;

/// <summary>The same envelope as <see cref="ApiResponse{T}"/> around JSON that is written piece by piece.</summary>
public static class ApiEnvelope
{
    internal const string Success = "success";

    /// <summary>Opens it; what is written next is the value of <c>data</c>.</summary>
    public static void Start(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", Success);
        json.WritePropertyName("data");
    }

    /// <summary>Closes it.</summary>
    public static void End(Utf8JsonWriter json, DateTimeOffset at)
    {
        json.WriteNull("errors");
        json.WriteNull("message");
        json.WriteString("timestamp", at.UtcDateTime);
        json.WriteEndObject();
    }

    /// <summary>Its schema (JSON Schema 2020-12) around that of the data.</summary>
    public static JsonNode Schema(JsonNode data) => new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray("status", "data", "errors", "message", "timestamp"),
        ["properties"] = new JsonObject
        {
            ["status"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(Success) },
            ["data"] = data,
            ["errors"] = new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = new JsonObject { ["type"] = "string" } },
            ["message"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            ["timestamp"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        },
    };
}
