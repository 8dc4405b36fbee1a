using Microsoft.Extensions.Logging;
using Seaworthy.Shedding;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Shedding;

/// <summary>The watch over a pool of threads that a test holds back.</summary>
public sealed class LoadWatchTests : ILogger<LoadWatch>
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private readonly ManualTime _time = new();
    private readonly Queue<QueueDelay> _pool = new();
    private readonly List<int> _told = [];
    private readonly LoadGate _gate = new(TimeSpan.FromMilliseconds(100), static () => TimeSpan.Zero);

    [Fact]
    public async Task Work_that_waits_for_a_second_closes_the_gate_and_a_pool_that_keeps_up_opens_it()
    {
        using var watch = new LoadWatch(_gate, new(_time, _pool.Enqueue), this);
        await watch.StartAsync(default);

        Pass(TimeSpan.FromSeconds(0.9), comesUp: false);
        _told.ShouldBeEmpty();
        Pass(TimeSpan.FromSeconds(0.5), comesUp: false);
        _told.ShouldBe([EventIds.SheddingBegan]);
        _gate.Waited.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));

        Pass(TimeSpan.FromSeconds(5), comesUp: true);
        _told.ShouldBe([EventIds.SheddingBegan, EventIds.SheddingEnded]);
        _gate.Waited.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_process_that_stood_still_for_an_hour_has_waited_once()
    {
        using var watch = new LoadWatch(_gate, new(_time, _pool.Enqueue), this);
        await watch.StartAsync(default);
        Pass(Tick, comesUp: false);

        _time.Advance(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromSeconds(2), comesUp: true);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void Who_waits_now_is_known_by_the_first_of_them()
    {
        var delay = new QueueDelay(_time, _pool.Enqueue);
        delay.Waiting.ShouldBe(TimeSpan.Zero);

        delay.Probe();
        _time.Advance(Tick);
        delay.Probe();
        _time.Advance(Tick);
        delay.Waiting.ShouldBe(2 * Tick);

        delay.Come();
        delay.Waiting.ShouldBe(Tick);
        delay.Come();
        delay.Waiting.ShouldBe(TimeSpan.Zero);
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _told.Add(eventId.Id);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private void Pass(TimeSpan time, bool comesUp)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Tick)
        {
            _time.Advance(Tick);
            while (comesUp && _pool.TryDequeue(out var probe))
            {
                probe.Come();
            }
        }
    }
}
