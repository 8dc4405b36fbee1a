using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Seaworthy.Caching;

/// <summary>
/// How a value that can change is kept: as bytes, read anew for every caller. By the application's serializer for the type, or its
/// serializer factories, or as JSON.
/// </summary>
internal sealed class ValueCopies(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, object> _serializers = new();
    private readonly JsonSerializerOptions _json = new()
    {
        // Of the application's own JSON only what knows its types: names and converters are for its callers, not for us.
        TypeInfoResolver = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.TypeInfoResolver,
        IncludeFields = true,
    };

    public IHybridCacheSerializer<T> Serializer<T>() => (IHybridCacheSerializer<T>)_serializers.GetOrAdd(typeof(T), _ => Choose<T>());

    public static byte[] Bytes<T>(IHybridCacheSerializer<T> serializer, T value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Serialize(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private IHybridCacheSerializer<T> Choose<T>()
    {
        if (services.GetService<IHybridCacheSerializer<T>>() is { } own)
        {
            return own;
        }

        foreach (var factory in services.GetServices<IHybridCacheSerializerFactory>())
        {
            if (factory.TryCreateSerializer<T>(out var made))
            {
                return made;
            }
        }

        return new JsonCopy<T>(_json);
    }

    private sealed class JsonCopy<T>(JsonSerializerOptions json) : IHybridCacheSerializer<T>
    {
        private readonly System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> _type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));

        public T Deserialize(ReadOnlySequence<byte> source)
        {
            var reader = new Utf8JsonReader(source);
            return JsonSerializer.Deserialize(ref reader, _type)!;
        }

        public void Serialize(T value, IBufferWriter<byte> target)
        {
            using var writer = new Utf8JsonWriter(target);
            JsonSerializer.Serialize(writer, value, _type);
        }
    }
}
