using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

/// <summary>An entry that holds a text.</summary>
internal sealed class TextEntry(string key, string text, TagCapture tags, CacheTimes times, long bytes = 100) : CacheEntry(key, bytes, times, tags)
{
    public TextEntry(string key, string text, TagCapture tags = default, long freshUntil = long.MaxValue, long bytes = 100)
        : this(key, text, tags, CacheTimes.Until(freshUntil), bytes)
    {
    }

    public string Text => text;
}

/// <summary>An entry that holds bytes.</summary>
internal sealed class BytesEntry(string key, byte[] value, TagCapture tags) : CacheEntry(key, value.Length + 24, CacheTimes.Until(long.MaxValue), tags)
{
    public byte[] Value => value;
}
