using System.Diagnostics;
using System.Threading.Channels;

namespace Seaworthy.Bench.Jobs;

/// <summary>What was asked for, what has begun, and when.</summary>
internal sealed class Begun
{
    private readonly Channel<bool> _one = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _asked;
    private int _count;
    private long _last;

    /// <summary>From the last one's stamp until it began.</summary>
    public TimeSpan Last => TimeSpan.FromTicks(Volatile.Read(ref _last));

    public void Ask(int count) => Interlocked.Add(ref _asked, count);

    public void Note(long stamp)
    {
        Volatile.Write(ref _last, Stopwatch.GetElapsedTime(stamp).Ticks);
        Interlocked.Increment(ref _count);
        _one.Writer.TryWrite(true);
    }

    public async Task OneAsync() => await _one.Reader.ReadAsync();

    /// <summary>Returns when all have begun. Nobody asks the database: whoever counts what waits there again and again is a load of his own.</summary>
    public async Task AllAsync()
    {
        while (Volatile.Read(ref _count) < Volatile.Read(ref _asked))
        {
            await Task.Delay(2);
        }
    }
}
