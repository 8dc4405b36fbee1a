using System.Security.Authentication;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// Keeps one socket to Redis open and lets everybody call over it at once. While there is none every call fails at once: whether to
/// wait, to do without or to ask elsewhere is the caller's choice, and it can make it right away.
/// </summary>
public sealed class RedisConnection : IAsyncDisposable
{
    private readonly PipelineSettings _settings;
    private readonly BackOff _backOff;
    private readonly CallPool _calls;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new(); // guards starting and stopping
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Pipeline? _pipeline;
    private RedisException? _lastFailure;
    private long _generation;
    private Task? _run;

    internal RedisConnection(PipelineSettings settings, BackOff backOff)
    {
        (_settings, _backOff) = (settings, backOff);
        Counts = new RedisCounts(this);
        _calls = new CallPool(settings.MaxInFlight, Counts);
    }

    /// <summary>Where it leads.</summary>
    public RedisAddress Address => _settings.Address;

    /// <summary>Whether there is a socket of this <see cref="Generation"/> and Redis has greeted on it.</summary>
    public bool IsUp => Volatile.Read(ref _pipeline) is { } pipeline && pipeline.Generation == Generation;

    /// <summary>Whether a call would be sent: false while there is no socket, and while Redis has let a deadline pass and said nothing since.</summary>
    public bool IsResponsive => Volatile.Read(ref _pipeline) is { IsSilent: false };

    /// <summary>Goes up by one at the first sign that a socket has broken, before any call that waits is told.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Calls that wait for an answer.</summary>
    public int InFlight => Volatile.Read(ref _pipeline)?.InFlight ?? 0;

    /// <summary>Why the last socket broke or could not be had; null when none has.</summary>
    public RedisException? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>What it has done so far.</summary>
    public RedisCounts Counts { get; }

    internal void Start()
    {
        lock (_gate)
        {
            if (_run is null && !_stop.IsCancellationRequested)
            {
                // Nothing of whoever starts it goes along: loops and timers outlive the request that came first.
                using var flow = ExecutionContext.SuppressFlow();
                _run = Task.Run(KeepAsync);
            }
        }
    }

    /// <summary>Takes no more calls, waits for answers for as long as a call may take, and closes. Safe twice, and before the start.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? run;
        lock (_gate)
        {
            run = _run;
        }

        // First, so that no socket follows on the one that is closed here.
        await _stop.CancelAsync();
        if (Volatile.Read(ref _pipeline) is { } pipeline)
        {
            await pipeline.DisposeAsync();
        }

        await (run ?? Task.CompletedTask);
    }

    internal Task WaitUntilUpAsync(CancellationToken cancellationToken) => Volatile.Read(ref _up).Task.WaitAsync(cancellationToken);

    /// <summary>Whether everything of that generation still holds: its socket is up and has proved within the time allowed that nothing was missed.</summary>
    internal bool IsCurrent(long generation) =>
        Volatile.Read(ref _pipeline) is { } pipeline && pipeline.Generation == generation
        && _settings.Clock.Now - pipeline.Signs.ConfirmedAt < _settings.Silence.TotalMilliseconds;

    internal Call Call(ReplyShape shape) => _calls.Rent(shape);

    internal void Send<TCommand>(in TCommand command, Call call, TimeSpan timeout, CancellationToken cancellationToken)
        where TCommand : struct, ICommand, allows ref struct
    {
        if (cancellationToken.IsCancellationRequested)
        {
            call.Refuse(new OperationCanceledException(cancellationToken));
        }
        else if (Volatile.Read(ref _pipeline) is { } pipeline)
        {
            pipeline.Send(command, call, timeout);
            call.CancelWith(cancellationToken);
        }
        else
        {
            call.Refuse(NotConnected());
        }
    }

    private async Task KeepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var pipeline = await OpenAsync();
                var (up, opened) = (Volatile.Read(ref _up), _settings.Clock.Now);
                Volatile.Write(ref _pipeline, pipeline);
                Counts.Connected();
                pipeline.Start();
                up.TrySetResult();
                if (_stop.IsCancellationRequested)
                {
                    break; // whoever stops it may not have seen this one
                }

                await pipeline.Ended;
                if (_settings.Clock.Now - opened > _backOff.Most.TotalMilliseconds)
                {
                    _backOff.Reset();
                }
            }
            catch (RedisException failure)
            {
                Volatile.Write(ref _lastFailure, failure);
            }

            await Task.Delay(_backOff.Next(), _settings.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Pipeline> OpenAsync()
    {
        using var late = new CancellationTokenSource(_settings.ConnectTimeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        Wire? wire = null;
        try
        {
            wire = await Wire.ConnectAsync(Address, _settings.AuthorityFile, either.Token);
            await using var closing = either.Token.UnsafeRegister(static wire => ((Wire)wire!).Dispose(), wire);
            var (buffer, greetedAt) = (new ReceiveBuffer(), _settings.Clock.Now);
            await new Greeting(_settings).ExchangeAsync(wire, buffer);
            return new Pipeline(wire, buffer, _settings, greetedAt, Generation, OnFailed);
        }
        catch (Exception exception)
        {
            // Whatever it is, the next attempt may be better: a file of certificates that is just being replaced is whole a moment later.
            wire?.Dispose();
            throw exception switch
            {
                RedisException => exception,
                RespFormatException => new RedisException(RedisFailure.Protocol, $"{Address} does not speak RESP3: {exception.Message}. Is it a Redis, and is TLS (rediss://) as the server wants it?", exception),
                AuthenticationException => new RedisException(RedisFailure.Unavailable, $"{Address} has no certificate to trust: {exception.Message} Name its authority in CertificateAuthorityFile.", exception),
                _ when late.IsCancellationRequested => Unreachable($"did not answer within {_settings.ConnectTimeout.TotalMilliseconds:#,0} ms", exception),
                _ => Unreachable($"cannot be reached: {exception.Message}", exception),
            };
        }
    }

    private void OnFailed(Pipeline pipeline, RedisException why)
    {
        Interlocked.Increment(ref _generation);
        Volatile.Write(ref _lastFailure, why);
        Volatile.Write(ref _up, new(TaskCreationOptions.RunContinuationsAsynchronously));
        Interlocked.CompareExchange(ref _pipeline, null, pipeline);
    }

    private RedisException Unreachable(string why, Exception inner) => new(RedisFailure.Unavailable, $"{Address} {why}", inner) { IsTransient = true };

    private RedisException NotConnected() => LastFailure is { } last
        ? new(RedisFailure.Unavailable, $"There is no connection. {last.Message}", last) { IsTransient = last.IsTransient, Code = last.Code }
        : new(RedisFailure.Unavailable, $"{Address} is not connected {(_run is null ? "because the client has not been started" : "yet")}.") { IsTransient = _run is not null };
}
