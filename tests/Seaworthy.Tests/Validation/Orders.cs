using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

/// <summary>The documents' field rules (R3) as a service writes them.</summary>
public sealed record NewProduct(
    [PlainText, Trimmed, Length(1, 200)] string Name,
    [Money(999_999)] long Price,
    [PlainText, Trimmed, StringLength(1000)] string Description);

public sealed record NewOrder(
    [Trimmed, StringLength(100), PersonName] string? CustomerName,
    [PlainText, Trimmed, StringLength(500)] string? Notes,
    [Length(1, 3)] IReadOnlyList<OrderLine> Items,
    OrderKind Kind = OrderKind.EatIn);

public sealed record OrderLine(long MenuItemId, [Range(1, 99)] int Quantity);

public enum OrderKind
{
    EatIn,
    TakeAway,
}

public sealed class Anything
{
    [EmailAddress, LowerCased]
    public string? Email { get; set; }

    [RegularExpression("[A-Z]{3}")]
    public string? Code { get; set; }

    [RegularExpression("(?=a)(a+)+b")]
    public string? Slow { get; set; }

    public DateTime? At { get; set; }

    public Guid? Id { get; set; }

    public bool Flag { get; set; }

    public double Ratio { get; set; }

    public Dictionary<string, int>? Counts { get; set; }

    public JsonElement? Extra { get; set; }

    public Anything? Nested { get; set; }
}

public sealed record Guest(
    [Length(2, 50), Required, RegularExpression("[a-z]+")] string Nick,
    [EmailAddress, Length(6, 100)] string? Email = null);
/// <summary>Entries with a rule between their members, and types that refuse values by throwing.</summary>
public sealed record Diary(Dictionary<string, Booking>? Days, Guarded? Guarded, [property: JsonConverter(typeof(ThrowingConverter))] string? Converted);

public sealed record Guarded
{
    public Guarded(int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        Weight = weight;
    }

    public int Weight { get; }
}

public sealed class ThrowingConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        int.Parse(reader.GetString()!, CultureInfo.InvariantCulture) is var number && number > 0 ? $"{number}" : throw new OverflowException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

public sealed record Booking(DateTime From, DateTime To) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To <= From)
        {
            yield return new ValidationResult("must be after from", [nameof(To)]);
        }
    }
}
