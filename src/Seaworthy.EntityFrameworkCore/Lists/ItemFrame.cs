using System.Text.Json;
using System.Text.Json.Nodes;
using Seaworthy.Api.Dialects;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What stands around the members of one row: its braces, and the dialect's envelope where it has one.</summary>
internal sealed class ItemFrame(TimeProvider time, bool hasEnvelope)
{
    public void Open(Utf8JsonWriter json)
    {
        if (hasEnvelope)
        {
            ApiEnvelope.Start(json);
        }

        json.WriteStartObject();
    }

    public void Close(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        if (hasEnvelope)
        {
            ApiEnvelope.End(json, time.GetUtcNow());
        }
    }

    /// <summary>The schema of the whole, around that of the row.</summary>
    public JsonNode Schema(JsonNode row) => hasEnvelope ? ApiEnvelope.Schema(row) : row;
}
