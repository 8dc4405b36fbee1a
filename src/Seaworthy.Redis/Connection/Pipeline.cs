using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// One socket from its greeting to its end, shared by everybody who calls. Whoever writes a command sends it, together with what
/// others have written meanwhile; one loop reads. When it ends it ends for good, with everything that was known about it; the next one is
/// another object.
/// </summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private readonly Lock _gate = new(); // guards the outbox, places in flight, the tick, and whether it takes calls
    private readonly Wire _wire;
    private readonly PipelineSettings _settings;
    private readonly Action<Pipeline, RedisException> _failed;
    private readonly CallsInFlight _calls;
    private readonly Outbox _outbox;
    private readonly ReadyCalls _ready;
    private readonly Sender _sender;
    private readonly Bursts _bursts;
    private readonly Deadlines _deadlines;
    private readonly ReplyLoop _loop;
    private readonly Watchdog _watchdog;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RedisException? _over;
    private int _hasFailed;
    private bool _isStopping;

    /// <param name="wire">Connected and greeted.</param>
    /// <param name="buffer">What came behind the greeting.</param>
    /// <param name="settings">What it works with.</param>
    /// <param name="greetedAt">Coarse time at which the greeting was sent.</param>
    /// <param name="generation">Which of its connection's pipelines it is.</param>
    /// <param name="failed">Called once when it ends, before anything else happens.</param>
    public Pipeline(Wire wire, ReceiveBuffer buffer, PipelineSettings settings, long greetedAt, long generation, Action<Pipeline, RedisException> failed)
    {
        (_wire, _settings, _failed, Generation) = (wire, settings, failed, generation);
        Signs = new SignsOfLife(settings.Clock, greetedAt);
        _calls = new CallsInFlight(settings.MaxInFlight);
        _outbox = new Outbox(settings.MaxUnsentBytes);
        _sender = new Sender(_gate, wire, _outbox, fault => Fail(Unavailable("could not be sent to", fault)));
        _ready = new ReadyCalls(settings.MaxInFlight, _sender.SendWaiting, settings.Time);
        _bursts = new Bursts(_calls, _sender.SendWaiting, settings.Time);
        _deadlines = new Deadlines(_gate, _calls, Signs, settings.Time, OnTick, Overdue);
        _loop = new ReplyLoop(this, wire, buffer, settings.Limits, _ready);
        _watchdog = new Watchdog(this, settings);
    }

    public long Generation { get; }

    public SignsOfLife Signs { get; }

    public RedisAddress Address => _settings.Address;

    public int InFlight => _calls.Count;

    public bool IsSilent => Signs.IsSilent;

    /// <summary>Complete when it has ended.</summary>
    public Task Ended => _ended.Task;

    public void Start()
    {
        _watchdog.Start();
        _loop.Start();
    }

    /// <summary>Writes a command, and sends it unless somebody is about to. The call ends in any case, if need be at once.</summary>
    public void Send<TCommand>(in TCommand command, Call call, TimeSpan timeout)
        where TCommand : struct, ICommand, allows ref struct
    {
        RedisException? refusal;
        ReadOnlyMemory<byte> bytes = default;
        lock (_gate)
        {
            refusal = Refusal(command.MostBytes);
            if (refusal is null)
            {
                _outbox.Write(command);
                _deadlines.Set(call, timeout == default ? _settings.CallTimeout : timeout);
                call.Sent(at: _settings.Listener is null ? 0 : _settings.Clock.Now);
                _calls.Add(call);
                bytes = _sender.Begin(isMoreToCome: !_ready.IsEmpty || _bursts.GoesOn());
                if (!bytes.IsEmpty)
                {
                    _bursts.Begin();
                }
            }
        }

        if (refusal is not null)
        {
            call.Refuse(refusal);
        }

        _sender.Send(bytes);
    }

    /// <summary>Handles one frame; for the reader loop.</summary>
    public void Handle(ReadOnlySpan<byte> frame)
    {
        var reply = new RespReader(frame);
        reply.Read();
        if (reply.Type == RespType.Push)
        {
            Pushes.Tell(ref reply, _settings.Listener);
            return;
        }

        var call = _calls.Take() ?? throw new RespFormatException("a reply came that nobody asked for");
        var sentAt = call.SentAt;
        var isPrimary = true;
        if (call.TryTake())
        {
            try
            {
                isPrimary = call.Receive(ref reply, Generation, Address);
            }
            finally
            {
                _ready.Add(call);
            }
        }

        var unheard = Signs.Confirm(sentAt);
        if (!isPrimary || unheard >= _settings.LongestUnheard)
        {
            // After a failover the name leads to the new primary, the socket still to the old one.
            Fail(Unavailable(isPrimary ? $"was not heard for {unheard:#,0} ms" : "is a replica by now and takes no writes", null));
        }
    }

    /// <summary>Ends it, once: later reasons are not heard. Every call that waits fails at once.</summary>
    public void Fail(RedisException why)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) == 1)
        {
            return;
        }

        _failed(this, why);
        lock (_gate)
        {
            _over = why;
            for (var place = _calls.First; place < _calls.End; place++)
            {
                if (_calls.TryLook(place, out var call, out var turn))
                {
                    call.TryAbandon(turn, new RedisException(RedisFailure.Unavailable, why.Message, why) { IsTransient = why.IsTransient, MayHaveRun = true });
                }
            }
        }

        _wire.Dispose();
        _deadlines.Dispose();
        _watchdog.Dispose();
        _drained.TrySetResult();
        _ended.TrySetResult();
    }

    /// <summary>Takes no more calls, lets those that wait have their answers for as long as a call may take, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
        }

        OnTick();
        await Task.WhenAny(_drained.Task, Task.Delay(_settings.CallTimeout, _settings.Time));
        Fail(Unavailable("was left by this client", null, isTransient: false));
    }

    public RedisException Unavailable(string why, Exception? inner, bool isTransient = true) =>
        new(RedisFailure.Unavailable, $"{Address} {why}.", inner) { IsTransient = isTransient };

    private RedisException? Refusal(int bytes) =>
        _over is { } over ? new(RedisFailure.Unavailable, over.Message, over) { IsTransient = over.IsTransient }
        : _isStopping ? Unavailable("is being left by this client", null, isTransient: false)
        : Signs.IsSilent ? Unavailable("let a call pass its deadline and has said nothing since; calls fail at once until it does", null)
        : _calls.IsFull ? Busy($"{_calls.Capacity:#,0} calls wait for an answer, as many as MaxInFlight allows")
        : !_outbox.HasRoomFor(bytes) ? Busy($"with this command more would wait to be sent than the {_settings.MaxUnsentBytes:#,0} bytes of MaxUnsentBytes")
        : null;

    private RedisException Busy(string why) => new(RedisFailure.Busy, $"{Address}: {why}.") { IsTransient = true };

    private RedisException Overdue() => new(RedisFailure.Timeout, $"{Address} did not answer in time.") { IsTransient = true, MayHaveRun = true };

    private void OnTick()
    {
        if (_isStopping && _calls.Count == 0)
        {
            _drained.TrySetResult();
        }

        // Whoever was about to has been busy with something else for a whole tick.
        _sender.SendWaiting();
    }
}
