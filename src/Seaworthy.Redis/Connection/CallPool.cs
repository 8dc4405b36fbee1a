using System.Runtime.InteropServices;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// Calls that wait to be used again. Each processor keeps the one that has ended there last, which whoever asked mostly begins anew at once;
/// the others, at most so many, share a stack.
/// </summary>
/// <param name="capacity">How many.</param>
/// <param name="counts">Where they are counted; null for those that are nobody's but the connection's own.</param>
internal sealed class CallPool(int capacity, RedisCounts? counts = null)
{
    private readonly Near[] _near = new Near[Environment.ProcessorCount];
    private readonly Lock _gate = new(); // guards what follows
    private readonly Call[] _idle = new Call[capacity];
    private int _count;

    public Call Rent(ReplyShape shape)
    {
        var call = Interlocked.Exchange(ref Here.Call, null) ?? Take() ?? new Call(this);
        call.Begin(shape);
        return call;
    }

    /// <summary>A call is on its way to Redis. One after the other: under the gate of the connection's pipeline.</summary>
    public void Sent() => counts?.Sent();

    /// <summary>A call was not sent.</summary>
    public void Refused(Exception why)
    {
        counts?.Refused();
        Failed(why);
    }

    /// <summary>A call has ended with an error.</summary>
    public void Failed(Exception why) => counts?.Failed(why);

    public void Return(Call call)
    {
        if (Interlocked.Exchange(ref Here.Call, call) is { } before)
        {
            lock (_gate)
            {
                if (_count < _idle.Length)
                {
                    _idle[_count++] = before;
                }
            }
        }
    }

    private ref Near Here => ref _near[(uint)Thread.GetCurrentProcessorId() % (uint)_near.Length];

    private Call? Take()
    {
        lock (_gate)
        {
            return _count > 0 ? _idle[--_count] : null;
        }
    }

    // A cache line each: processors do not wait for one another.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Near
    {
        public Call? Call;
    }
}
