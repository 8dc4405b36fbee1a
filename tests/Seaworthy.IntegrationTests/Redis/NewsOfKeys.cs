using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Connection;

namespace Seaworthy.IntegrationTests.Redis;

/// <summary>What a first-level cache does with news and values, and nothing more.</summary>
internal sealed class NewsOfKeys : ITrackingListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    /// <summary>Values as they were received, without those that have changed since.</summary>
    public ConcurrentDictionary<string, string?> Kept { get; } = new();

    /// <summary>The next thing that was told.</summary>
    public async Task<string> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Whether all that was told has been asked for.</summary>
    public bool IsQuiet => !_told.Reader.TryPeek(out _);

    public void KeyChanged(ReadOnlySpan<byte> key)
    {
        var name = Encoding.ASCII.GetString(key);
        Kept.TryRemove(name, out _);
        _told.Writer.TryWrite($"changed {name}");
    }

    public void AllChanged()
    {
        Kept.Clear();
        _told.Writer.TryWrite("all changed");
    }

    /// <summary>A receiver that keeps the value of a key.</summary>
    public IValueReceiver Keep(string key) => new Keeper(this, key);

    private sealed class Keeper(NewsOfKeys news, string key) : IValueReceiver
    {
        public void Receive(RedisValues values, long generation)
        {
            var text = values.Read(out var value) ? Encoding.ASCII.GetString(value) : null;
            news.Kept[key] = text;
            news._told.Writer.TryWrite($"received {text ?? "none"}");
        }
    }
}
