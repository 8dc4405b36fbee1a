using System.Text;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// Hears what other processes change, and this one: whoever tells Redis is told like everybody else. On the loop that reads the
/// connection, in the order in which Redis says it.
/// </summary>
internal sealed class SharedNews(SharedKeys keys, CacheTags tags, FirstLevel level, Flights<CacheEntry?> flights, SecondLevelCounts counts) : ITrackingListener
{
    private const int OnStack = 512;

    public void KeyChanged(ReadOnlySpan<byte> key)
    {
        counts.Heard();
        if (keys.IsTag(key, out var name))
        {
            Span<char> room = stackalloc char[OnStack];
            if (Encoding.UTF8.GetMaxCharCount(name.Length) <= OnStack)
            {
                tags.Changed(room[..Encoding.UTF8.GetChars(name, room)]);
            }
            else
            {
                tags.Changed(Encoding.UTF8.GetString(name));
            }
        }
        else if (keys.IsFence(key, out name))
        {
            var scoped = Encoding.UTF8.GetString(name);
            level.Remove(scoped);
            flights.Close(scoped);
        }
    }

    /// <summary>Somebody has emptied Redis: whatever was told before is forgotten there.</summary>
    public void AllChanged()
    {
        counts.Began();
        tags.BeginEpoch(null);
    }
}
