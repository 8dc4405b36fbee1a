using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Seaworthy.Validation.Contracts;

/// <summary>
/// The contract of every type that a body may hold, computed when it is first met. Bounded by the number of types in the
/// application's endpoints: no request can add one.
/// </summary>
internal sealed class BodyContracts
{
    private readonly ConcurrentDictionary<Type, BodyContract> _contracts = new();

    public BodyContracts(IOptions<JsonOptions> host)
    {
        var own = host.Value.SerializerOptions;
        Options = new JsonSerializerOptions(own)
        {
            // Names are taken as written: two spellings of one member would be two ways to say two things.
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            // The parser has already refused what is deeper.
            MaxDepth = 1_000,
            TypeInfoResolver = own.TypeInfoResolver?.WithAddedModifier(TextConverter.Attach),
        };
        Options.Converters.Add(new UtcDateTime());
        Options.MakeReadOnly(populateMissingResolver: true);
    }

    /// <summary>The host's own JSON settings, made strict.</summary>
    public JsonSerializerOptions Options { get; }

    public BodyContract For(Type type)
    {
        // Put in before it is compiled, because types may contain themselves.
        if (!_contracts.TryGetValue(type, out var contract))
        {
            contract = _contracts.GetOrAdd(type, BodyContract.Of(type, this));
        }

        return contract;
    }

    /// <summary>Whether a converter, constructor or setter of the application refuses so what its type's contract cannot say.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is JsonException or FormatException or ArgumentException or OverflowException or InvalidOperationException;

    /// <summary>The body's value; false when the walk met faults.</summary>
    public bool TryRead<T>(JsonElement body, BodyWalk walk, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        value = default;
        var contract = For(typeof(T));
        if (body.ValueKind == JsonValueKind.Null)
        {
            walk.Fault("must not be null");
        }
        else
        {
            contract.Check(body, walk);
        }

        if (walk.Faults.Count > 0)
        {
            return false;
        }

        try
        {
            value = body.Deserialize((JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))!;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            walk.Fault("has a value that is not taken here");
            return false;
        }

        if (contract.NeedsWhole)
        {
            contract.CheckWhole(value, walk);
        }

        return walk.Faults.Count == 0;
    }
}
