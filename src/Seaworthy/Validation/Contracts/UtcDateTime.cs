using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seaworthy.Validation.Contracts;

/// <summary>Times are kept in UTC (R92), whatever offset they were sent with.</summary>
internal sealed class UtcDateTime : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
