using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seaworthy.Validation;

/// <summary>Minor units as a JSON decimal number.</summary>
public sealed class MoneyConverter : JsonConverter<long>
{
    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return reader.TokenType == JsonTokenType.Number && Money.TryParse(text, out var minor)
            ? minor
            : throw new JsonException("must be a number with at most two decimals");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => Money.Write(writer, value);
}

/// <summary>The same for money that may be absent.</summary>
internal sealed class OptionalMoneyConverter : JsonConverter<long?>
{
    private readonly MoneyConverter _money = new();

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        _money.Read(ref reader, typeof(long), options);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        Money.Write(writer, value ?? throw new ArgumentNullException(nameof(value)));
}
