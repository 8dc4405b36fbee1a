using System.Runtime.CompilerServices;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// Reads one pipeline's socket. What awaits the replies never runs on the loop: the loop first arms the next receive, which another
/// thread will go on with when it completes, and only then does this thread, which has nothing to read any more, run them.
/// </summary>
internal sealed class ReplyLoop
{
    private readonly Pipeline _pipeline;
    private readonly Wire _wire;
    private readonly ReceiveBuffer _buffer;
    private readonly RespScanner _scanner;
    private readonly ReadyCalls _ready;
    private readonly Action _onReceived;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receive;

    public ReplyLoop(Pipeline pipeline, Wire wire, ReceiveBuffer buffer, RespLimits limits, ReadyCalls ready)
    {
        (_pipeline, _wire, _buffer, _ready) = (pipeline, wire, buffer, ready);
        _scanner = new RespScanner(limits);
        _onReceived = () => Go(isReceived: true);
    }

    public void Start() => Go(isReceived: false);

    private void Go(bool isReceived)
    {
        try
        {
            while (true)
            {
                if (isReceived && !IsOpen(_receive.GetResult()))
                {
                    break;
                }

                HandleFrames();

#pragma warning disable CA2012 // One receive at a time, and each is asked for its result once.
                _receive = _wire.ReceiveAsync(_buffer.Room()).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
                if (!_receive.IsCompleted)
                {
                    _receive.UnsafeOnCompleted(_onReceived); // from here on another thread may be in here
                    break;
                }

                isReceived = true;
                _ready.AskForHelp();
            }
        }
        catch (Exception exception) when (Wire.IsBreak(exception))
        {
            _pipeline.Fail(_pipeline.Unavailable("has broken the connection", exception));
        }
        catch (RespFormatException fault)
        {
            _pipeline.Fail(new RedisException(RedisFailure.Protocol, $"{_pipeline.Address}: {fault.Message}.", fault) { IsTransient = true });
        }
        catch (Exception exception)
        {
            // The listener's. News of a change is lost, so nothing that was read here may be believed any longer.
            _pipeline.Fail(_pipeline.Unavailable($"was given up: what listens for changed keys threw {exception.GetType().Name}", exception));
        }

        _ready.Run();
    }

    private bool IsOpen(int received)
    {
        if (received == 0)
        {
            _pipeline.Fail(_pipeline.Unavailable("has closed the connection", null));
            return false;
        }

        _buffer.Received(received);
        _pipeline.Signs.Received();
        return true;
    }

    private void HandleFrames()
    {
        for (var unread = _buffer.Unread; !unread.IsEmpty; unread = _buffer.Unread)
        {
            var length = _scanner.Scan(unread);
            if (length == 0)
            {
                return;
            }

            _pipeline.Handle(unread[..length]);
            _buffer.Read(length);
        }
    }
}
