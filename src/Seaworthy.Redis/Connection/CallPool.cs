namespace Seaworthy.Redis.Connection;

/// <summary>Calls that wait to be used again; at most so many.</summary>
/// <param name="capacity">How many.</param>
/// <param name="counts">Where they are counted; null for those that are nobody's but the connection's own.</param>
internal sealed class CallPool(int capacity, RedisCounts? counts = null)
{
    private readonly Lock _gate = new(); // guards what follows
    private readonly Call[] _idle = new Call[capacity];
    private int _count;

    public Call Rent(ReplyShape shape)
    {
        Call? call = null;
        lock (_gate)
        {
            counts?.Call();
            if (_count > 0)
            {
                call = _idle[--_count];
            }
        }

        call ??= new Call(this);
        call.Begin(shape);
        return call;
    }

    /// <summary>A call has ended with an error.</summary>
    public void Failed(Exception why) => counts?.Failed(why);

    public void Return(Call call)
    {
        lock (_gate)
        {
            if (_count < _idle.Length)
            {
                _idle[_count++] = call;
            }
        }
    }
}
