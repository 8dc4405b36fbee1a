using System.Text.Json.Nodes;
using Seaworthy.Api.Dialects;

namespace Seaworthy.Api.OpenApi;

/// <summary>Schemas of whole pages around the schema of a row.</summary>
public static class PageSchemas
{
    /// <summary>A page by number in the shape of a dialect.</summary>
    public static JsonNode Of(PageShape shape, JsonNode row)
    {
        var properties = new JsonObject();
        foreach (var (name, member) in shape.Members)
        {
            properties[name] = Member(member, row);
        }

        return Whole(properties);
    }

    /// <summary>A page by cursor: <c>items</c>, and <c>next_cursor</c> and <c>prev_cursor</c>, null where there is no such page.</summary>
    public static JsonNode Keyset(JsonNode row) => Whole(new JsonObject
    {
        ["items"] = Member(PageMember.Items, row),
        ["next_cursor"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
        ["prev_cursor"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
    });

    private static JsonObject Whole(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
        ["properties"] = properties,
    };

    private static JsonObject Member(PageMember member, JsonNode row) => member switch
    {
        PageMember.Items => new JsonObject { ["type"] = "array", ["items"] = row.DeepClone() },
        PageMember.HasNext or PageMember.HasPrevious => new JsonObject { ["type"] = "boolean" },
        PageMember.Success => new JsonObject { ["type"] = "string" },
        _ => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
    };
}
