using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation.Contracts;

/// <summary>What JSON a type takes. Immutable, made once per type.</summary>
internal abstract class BodyContract
{
    private bool? _needsWhole;

    /// <summary>Notes every fault of <paramref name="element"/>, which is not null, and of everything in it.</summary>
    public abstract void Check(JsonElement element, BodyWalk walk);

    /// <summary>Rules between members, which need the finished object. Runs when nothing else is wrong.</summary>
    public virtual void CheckWhole(object value, BodyWalk walk)
    {
    }

    /// <summary>True when <see cref="CheckWhole"/> has anything to do, here or below; found out once.</summary>
    public bool NeedsWhole => _needsWhole ??= Reaches([]);

    /// <summary>Whether a rule between members can be reached; types may contain themselves, hence <paramref name="seen"/>.</summary>
    public virtual bool Reaches(HashSet<BodyContract> seen) => false;

    public static BodyContract Of(Type type, BodyContracts contracts)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = contracts.Options.GetTypeInfo(type);
        return info switch
        {
            { Type: var text } when text == typeof(string) => new TextContract(),
            { Type: var free } when free == typeof(object) || free == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(free) => new FreeContract(),
            { Kind: JsonTypeInfoKind.None, Type.IsEnum: true } => EnumContract.Of(info),
            { Kind: JsonTypeInfoKind.None } => ScalarContract.For(type) ?? (BodyContract)new ConvertedContract(info),
            { PolymorphismOptions: not null } => new ConvertedContract(info),
            { Kind: JsonTypeInfoKind.Object } => new ObjectContract(info, contracts),
            { Kind: JsonTypeInfoKind.Enumerable } => new ListContract(info.ElementType!, contracts),
            { Kind: JsonTypeInfoKind.Dictionary } when info.KeyType == typeof(string) => new MapContract(info.ElementType!, contracts),
            _ => new ConvertedContract(info),
        };
    }

    /// <summary>What is told of a value that the application's own code has refused by throwing.</summary>
    protected internal static string NotTaken(JsonElement element) => $"has a value that is not taken here, {Words(element)}";

    /// <summary>A kind of JSON value in words: <c>a string</c>.</summary>
    protected internal static string Words(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => Shown.Cut(element.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
