using System.Security.Cryptography;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis;

/// <summary>
/// A Redis as caches and limits need it: one connection for everything that is asked and written, and, where somebody listens for
/// changed keys, a second one for what is kept in this process. Both are kept open in the background. Of a cluster it is one node.
/// </summary>
public sealed class RedisClient : IAsyncDisposable
{
    /// <param name="options">Where and how; read once.</param>
    /// <param name="listener">Hears which keys have changed; null (default) for no tracked connection.</param>
    /// <param name="time">The clock. Default the system's.</param>
    /// <param name="random">Spreads attempts to connect. Default one with a random seed; it is locked while it is used.</param>
    /// <exception cref="ArgumentException">Options that cannot be used: all faults at once.</exception>
    public RedisClient(RedisOptions options, ITrackingListener? listener = null, TimeProvider? time = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        random ??= new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        Data = Connect(null);
        Tracked = listener is null ? null : new TrackedConnection(Connect(listener));

        RedisConnection Connect(ITrackingListener? hears) => new(
            PipelineSettings.From(options, hears, time ?? TimeProvider.System),
            new BackOff(TimeSpan.FromMilliseconds(options.ReconnectMs), TimeSpan.FromMilliseconds(options.ReconnectMaxMs), random));
    }

    /// <summary>Everything but what is tracked; its commands are in <see cref="Commands"/>.</summary>
    public RedisConnection Data { get; }

    /// <summary>Reads what Redis then watches; null without a listener.</summary>
    public TrackedConnection? Tracked { get; }

    /// <summary>Begins to connect and returns. Safe twice; not after it was disposed.</summary>
    public void Start()
    {
        Data.Start();
        Tracked?.Connection.Start();
    }

    /// <summary>
    /// Waits until both connections are up. It never gives up by itself: give it a token, and see <see cref="RedisConnection.LastFailure"/> for the reason.
    /// </summary>
    public async Task WaitUntilUpAsync(CancellationToken cancellationToken = default)
    {
        await Data.WaitUntilUpAsync(cancellationToken);
        await (Tracked?.Connection.WaitUntilUpAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>Takes no more calls, waits for answers for <see cref="RedisOptions.CallTimeoutMs"/> at the most, and closes. Safe twice, and before the start.</summary>
    public async ValueTask DisposeAsync()
    {
        var tracked = Tracked?.Connection.DisposeAsync() ?? default;
        await Data.DisposeAsync();
        await tracked;
    }
}
