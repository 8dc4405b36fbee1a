namespace Seaworthy.Redis.Connection;

/// <summary>Calls that wait to be used again; at most so many.</summary>
internal sealed class CallPool(int capacity)
{
    private readonly Lock _gate = new(); // guards what follows
    private readonly Call[] _idle = new Call[capacity];
    private int _count;

    public Call Rent(ReplyShape shape)
    {
        Call? call = null;
        lock (_gate)
        {
            if (_count > 0)
            {
                call = _idle[--_count];
            }
        }

        call ??= new Call(this);
        call.Begin(shape);
        return call;
    }

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
