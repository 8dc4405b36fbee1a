using System.Buffers;
using System.Threading.Tasks.Sources;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// One command and whoever awaits its answer. It is recycled once the awaiter has taken the result, so a call costs no memory.
/// The reader loop takes it when its reply is there; a deadline, a token or the end of the connection abandons it. Whoever
/// is first decides, and the caller's memory is only written by a reader loop that has taken the call.
/// </summary>
internal sealed class Call(CallPool pool) : IValueTaskSource<long>, IValueTaskSource<int>, IValueTaskSource<bool>, IValueTaskSource, IThreadPoolWorkItem
{
    private const int Waits = 1;
    private const int Taken = 2;
    private const int Abandoned = 3;
    private const int StateBits = 3;

    private ManualResetValueTaskSourceCore<long> _core;
    private CancellationTokenRegistration _cancellation;
    private Exception? _error;
    private long _result;

    // The state in its last two bits, and above them which use of this object it is.
    private int _turn;

    public ReplyShape Shape { get; set; }

    public Memory<byte> Room { get; set; }

    public Memory<long> Numbers { get; set; }

    public IBufferWriter<byte>? Writer { get; set; }

    public IValueReceiver? Receiver { get; set; }

    /// <summary>Tick of its connection in which it was sent.</summary>
    public int SentTick { get; set; }

    /// <summary>Tick of its connection in which it is overdue.</summary>
    public int Deadline { get; set; }

    /// <summary>Coarse time at which it was sent, on a tracked connection.</summary>
    public long SentAt { get; private set; }

    public ValueTask<long> Long => new(this, _core.Version);

    public ValueTask<int> Int => new(this, _core.Version);

    public ValueTask<bool> Bool => new(this, _core.Version);

    public ValueTask Nothing => new(this, _core.Version);

    /// <summary>Which use this is, for <see cref="TryAbandon"/>.</summary>
    public int Turn => Volatile.Read(ref _turn);

    /// <summary>Whether nothing had ended it at that turn.</summary>
    public static bool IsWaiting(int turn) => (turn & StateBits) == Waits;

    /// <summary>Makes it ready for its next use.</summary>
    public void Begin(ReplyShape shape)
    {
        _core.Reset();
        Shape = shape;
        Volatile.Write(ref _turn, (_turn & ~StateBits) + StateBits + 1 + Waits);
    }

    /// <summary>It is on its way; under the pipeline's gate.</summary>
    public void Sent(long at)
    {
        SentAt = at;
        pool.Sent();
    }

    /// <summary>Fails it before it was sent.</summary>
    public void Refuse(Exception why)
    {
        _turn = (_turn & ~StateBits) + Taken;
        pool.Refused(why);
        _core.SetException(why);
    }

    /// <summary>Whether the caller still waits; then nobody else can end it any more. For the reader loop.</summary>
    public bool TryTake()
    {
        var turn = Turn;
        return IsWaiting(turn) && Interlocked.CompareExchange(ref _turn, (turn & ~StateBits) + Taken, turn) == turn;
    }

    /// <summary>Ends it with an error, unless it has ended or is used for something else by now.</summary>
    public bool TryAbandon(int turn, Exception why)
    {
        if (!IsWaiting(turn) || Interlocked.CompareExchange(ref _turn, turn | Abandoned, turn) != turn)
        {
            return false;
        }

        _error = why;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>Reads the reply into what the caller gave. The call must be taken.</summary>
    /// <returns>False when Redis answered that it takes no writes any more, or that it is a replica.</returns>
    /// <exception cref="RespFormatException">It is not what this command answers; the caller has been told.</exception>
    public bool Receive(ref RespReader reply, long generation, RedisAddress address)
    {
        try
        {
            if (reply.IsError)
            {
                _error = ServerError.From(reply.Value, address);
                return _error is not RedisException { Code: ServerError.ReadOnly };
            }

            _result = Replies.Read(ref reply, this, generation);
            return Shape != ReplyShape.Role || _result != 0;
        }
        catch (RespFormatException fault)
        {
            _error = new RedisException(RedisFailure.Protocol, $"{address}: {fault.Message}.", fault) { MayHaveRun = true };
            throw;
        }
        catch (Exception exception) when (Shape is ReplyShape.Written or ReplyShape.Values)
        {
            _error = exception; // the caller's own writer or receiver
            return true;
        }
    }

    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            // Taken back before the call is used again, so it can only ever cancel this use.
            _cancellation = cancellationToken.UnsafeRegister(
                static (call, token) => ((Call)call!).TryAbandon(((Call)call).Turn, new OperationCanceledException(token)), this);
        }
    }

    /// <summary>Runs what awaits it, on this thread.</summary>
    public void Finish()
    {
        if (_error is { } error)
        {
            pool.Failed(error);
            _core.SetException(error);
        }
        else
        {
            _core.SetResult(_result);
        }
    }

    void IThreadPoolWorkItem.Execute() => Finish();

    long IValueTaskSource<long>.GetResult(short token) => GetResult(token);
    int IValueTaskSource<int>.GetResult(short token) => (int)GetResult(token);
    bool IValueTaskSource<bool>.GetResult(short token) => GetResult(token) != 0;
    void IValueTaskSource.GetResult(short token) => GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _core.GetStatus(token);
    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);
    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private long GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Recycle();
        }
    }

    private void Recycle()
    {
        _cancellation.Dispose();
        (_cancellation, _error, Room, Numbers, Writer, Receiver) = (default, null, default, default, null, null);

        // An abandoned one still has its place among those in flight: it is left to the collector.
        if ((_turn & StateBits) == Taken)
        {
            pool.Return(this);
        }
    }
}
