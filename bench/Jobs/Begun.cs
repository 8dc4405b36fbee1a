using System.Diagnostics;
using System.Threading.Channels;

namespace Seaworthy.Bench.Jobs;

/// <summary>What has begun, and when.</summary>
internal sealed class Begun
{
    private readonly Channel<bool> _one = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _count;
    private long _last;

    public int Count => Volatile.Read(ref _count);

    /// <summary>From the last one's stamp until it began.</summary>
    public TimeSpan Last => TimeSpan.FromTicks(Volatile.Read(ref _last));

    public void Note(long stamp)
    {
        Volatile.Write(ref _last, Stopwatch.GetElapsedTime(stamp).Ticks);
        Interlocked.Increment(ref _count);
        _one.Writer.TryWrite(true);
    }

    public async Task OneAsync() => await _one.Reader.ReadAsync();
}
