using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation.Contracts;

/// <summary>A type that only its converter knows: the converter is asked.</summary>
internal sealed class ConvertedContract(JsonTypeInfo info) : BodyContract
{
    public override void Check(JsonElement element, BodyWalk walk)
    {
        var before = walk.Faults.Count;
        FreeContract.CheckAny(element, walk);
        if (walk.Faults.Count > before)
        {
            return;
        }

        try
        {
            element.Deserialize(info);
        }
        catch (Exception exception) when (exception is NotSupportedException || BodyContracts.IsRefusal(exception))
        {
            walk.Fault(NotTaken(element));
        }
    }
}

/// <summary>A member with a converter of its own; the whole object's deserialisation asks it.</summary>
internal sealed class PropertyContract(JsonPropertyInfo property) : BodyContract
{
    private readonly JsonConverter? _converter = property.CustomConverter;

    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (_converter is not null)
        {
            FreeContract.CheckAny(element, walk);
        }
    }
}

/// <summary>An enumeration: its names as the host's JSON settings write them, or its numbers where they write numbers.</summary>
internal sealed class EnumContract(IReadOnlyList<string> literals) : BodyContract
{
    private readonly HashSet<string> _literals = [.. literals];

    public static EnumContract Of(JsonTypeInfo info) =>
        new([.. Enum.GetValues(info.Type).Cast<object>().Select(value => JsonSerializer.Serialize(value, info)).Distinct()]);

    public override void Check(JsonElement element, BodyWalk walk)
    {
        var literal = element.ValueKind == JsonValueKind.String
            ? walk.TextOf(element) is { } text ? $"\"{text}\"" : null
            : element.GetRawText();
        if (literal is not null && !_literals.Contains(literal))
        {
            walk.Fault($"must be one of {string.Join(", ", literals).Replace("\"", "", StringComparison.Ordinal)}, is {Shown.Cut(literal.Trim('"'))}");
        }
    }
}
