using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seaworthy.Tests.Validation;

/// <summary>Attributes on members that are no texts, and types that refuse values by throwing while they are looked at.</summary>
public sealed record Parcel(
    [MaxLength(2)] Dictionary<string, int>? Marks = null,
    [AllowedValues(OrderKind.TakeAway)] OrderKind Kind = OrderKind.TakeAway,
    [NotZero] Guid? Id = null,
    [WholeDay] DateTime? Day = null,
    Weight? Weight = null,
    Post? Post = null,
    [property: JsonConverter(typeof(GramsConverter))][Light] int Grams = 0);

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NotZeroAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is Guid id && id != Guid.Empty;

    public override string FormatErrorMessage(string name) => "must not be zero";
}

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class WholeDayAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is DateTime { Kind: DateTimeKind.Utc, TimeOfDay.Ticks: 0 };

    public override string FormatErrorMessage(string name) => "must be a whole day";
}

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class LightAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is int and < 1000;

    public override string FormatErrorMessage(string name) => "must be less than 1000";
}

[JsonConverter(typeof(WeightConverter))]
public readonly record struct Weight(int Kilograms);

public sealed class WeightConverter : JsonConverter<Weight>
{
    public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt32() switch
    {
        0 => throw new OverflowException(),
        var kilograms and > 0 => new(kilograms),
        var less => throw new ArgumentOutOfRangeException(nameof(reader), less, "is less than nothing"),
    };

    public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Kilograms);
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Letter), "letter")]
public abstract record Post;

public sealed record Letter : Post
{
    public Letter(int pages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        Pages = pages;
    }

    public int Pages { get; }
}

/// <summary>Reads <c>5 g</c> as 5.</summary>
public sealed class GramsConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        int.Parse(reader.GetString()![..^2], CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value} g"));
}
