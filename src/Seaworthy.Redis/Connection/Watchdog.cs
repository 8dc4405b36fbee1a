namespace Seaworthy.Redis.Connection;

/// <summary>
/// Notices a link over which nothing comes any more: such a link looks like one over which nothing happens. Asks for a sign of life at a
/// third of the time that is allowed, so that two may be lost. On a tracked connection it asks for the server's role with it, whatever else goes over it: a primary that has become
/// a replica closes nothing and answers as ever, and hears of changes late or never.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Pipeline _pipeline;
    private readonly PipelineSettings _settings;
    private readonly CallPool _pings = new(1);
    private readonly ITimer _timer;
    private long _looked;

    public Watchdog(Pipeline pipeline, PipelineSettings settings)
    {
        (_pipeline, _settings) = (pipeline, settings);
        _timer = settings.Time.CreateTimer(static dog => ((Watchdog)dog!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Period => _settings.Silence / 3;

    public void Start()
    {
        _looked = _settings.Clock.Now;
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _settings.Clock.Now;
        var (silent, unwatched) = (now - _pipeline.Signs.LastReceived, now - _looked);
        _looked = now;

        // Whoever was itself stopped, or starved, for so long has not listened: it asks first.
        if (silent > _settings.Silence.TotalMilliseconds && unwatched <= _settings.Silence.TotalMilliseconds)
        {
            _pipeline.Fail(_pipeline.Unavailable($"has said nothing for {silent:#,0} ms", null));
            return;
        }

        if (_settings.Listener is not null)
        {
            _pipeline.Send(default(HelloCommand), _pings.Rent(ReplyShape.Role), _settings.Silence);
        }
        else if (silent >= Period.TotalMilliseconds - 1)
        {
            _pipeline.Send(default(PingCommand), _pings.Rent(ReplyShape.Done), _settings.Silence);
        }

        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }
}
