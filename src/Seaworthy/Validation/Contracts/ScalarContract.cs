using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Seaworthy.Validation.Contracts;

/// <summary>A number, a boolean, a time, an id: one JSON value, taken as it is written. A number in a string is no number.</summary>
internal sealed class ScalarContract(string words, Func<JsonElement, bool> takes) : BodyContract
{
    private static readonly FrozenDictionary<Type, ScalarContract> Known = new Dictionary<Type, ScalarContract>
    {
        [typeof(bool)] = new("true or false", element => element.ValueKind is JsonValueKind.True or JsonValueKind.False),
        [typeof(sbyte)] = Whole<sbyte>(element => element.TryGetSByte(out _)),
        [typeof(byte)] = Whole<byte>(element => element.TryGetByte(out _)),
        [typeof(short)] = Whole<short>(element => element.TryGetInt16(out _)),
        [typeof(ushort)] = Whole<ushort>(element => element.TryGetUInt16(out _)),
        [typeof(int)] = Whole<int>(element => element.TryGetInt32(out _)),
        [typeof(uint)] = Whole<uint>(element => element.TryGetUInt32(out _)),
        [typeof(long)] = Whole<long>(element => element.TryGetInt64(out _)),
        [typeof(ulong)] = Whole<ulong>(element => element.TryGetUInt64(out _)),
        [typeof(decimal)] = Number(element => element.TryGetDecimal(out _)),
        [typeof(double)] = Number(element => element.TryGetDouble(out var number) && double.IsFinite(number)),
        [typeof(float)] = Number(element => element.TryGetSingle(out var number) && float.IsFinite(number)),
        [typeof(Guid)] = Written("a UUID such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff", element => element.TryGetGuid(out _)),
        [typeof(DateTime)] = Written("a time with its offset, such as 2026-05-01T12:00:00Z",
            element => element.TryGetDateTime(out var time) && time.Kind != DateTimeKind.Unspecified),
        [typeof(DateTimeOffset)] = Written("a time with its offset, such as 2026-05-01T12:00:00Z",
            element => element.TryGetDateTime(out var time) && time.Kind != DateTimeKind.Unspecified && element.TryGetDateTimeOffset(out _)),
        [typeof(DateOnly)] = Written("a date such as 2026-05-01",
            element => DateOnly.TryParseExact(element.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
    }.ToFrozenDictionary();

    public static ScalarContract? For(Type type) => Known.GetValueOrDefault(type);

    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind == JsonValueKind.String && walk.TextOf(element) is null)
        {
            return;
        }

        if (!takes(element))
        {
            walk.Fault($"must be {words}, is {Words(element)}");
        }
    }

    private static ScalarContract Whole<T>(Func<JsonElement, bool> takes)
        where T : IMinMaxValue<T> => new(
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}"),
            element => element.ValueKind == JsonValueKind.Number && takes(element));

    private static ScalarContract Number(Func<JsonElement, bool> takes) =>
        new("a number", element => element.ValueKind == JsonValueKind.Number && takes(element));

    private static ScalarContract Written(string words, Func<JsonElement, bool> takes) =>
        new(words, element => element.ValueKind == JsonValueKind.String && takes(element));
}
