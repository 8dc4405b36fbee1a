using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Jobs;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Jobs;

/// <summary>What goes on beside the jobs, where the store is slow or away.</summary>
[Trait("Requirement", "R60")]
public sealed class JobUpkeepTests : IDisposable, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ScriptedStore _store = new();
    private readonly JobOptions _options = new() { HeartbeatMs = 60_000 };
    private readonly List<int> _told = [];

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Whatever_else_takes_long_a_process_gives_its_sign_of_life()
    {
        (_store.PromotesForEver, _options.HeartbeatMs) = (true, 10);
        var upkeep = Upkeep();
        await upkeep.WorkerAsync(default);
        using var end = new CancellationTokenSource();
        var running = upkeep.RunAsync([], end.Token);

        await _store.BeatOften.Task.WaitAsync(Patience);

        await end.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Whoever_was_away_with_the_database_lets_the_others_say_first_that_they_live()
    {
        var (clock, heartbeat) = (new ManualTime(), TimeSpan.FromSeconds(1));
        _options.HeartbeatMs = (int)heartbeat.TotalMilliseconds;
        var upkeep = Upkeep(clock);
        await upkeep.WorkerAsync(default);
        using var end = new CancellationTokenSource();
        var running = upkeep.RunAsync([], end.Token);
        await PassAsync(clock, heartbeat);
        _store.Rescues.ShouldBe(2);

        _store.IsAway = true;
        for (var seconds = 0; seconds < 4; seconds++)
        {
            await PassAsync(clock, heartbeat);
        }

        _store.IsAway = false;
        await PassAsync(clock, heartbeat);
        _store.Rescues.ShouldBe(2);
        await PassAsync(clock, heartbeat);
        _store.Rescues.ShouldBe(3);
        await end.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Whoever_is_told_to_end_while_its_sign_of_life_waits_does_not_say_that_the_database_is_away()
    {
        _store.IsBusy = true;
        var upkeep = Upkeep();
        await upkeep.WorkerAsync(default);
        using var end = new CancellationTokenSource();
        var running = upkeep.RunAsync([], end.Token);
        await _store.Busy.Task.WaitAsync(Patience);

        await end.CancelAsync();
        await running;

        _told.ShouldBeEmpty();
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _told.Add(eventId.Id);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private JobUpkeep Upkeep(TimeProvider? time = null)
    {
        var metrics = new JobMetrics(_services.GetRequiredService<IMeterFactory>());
        return new(
            _store, new JobRegistry(), new HeldJobs(), _options, new StoreTrouble(_store.Service, this), metrics, new JobWatch(_store, metrics, TimeProvider.System, NullLogger.Instance), time ?? TimeProvider.System,
            NullLogger.Instance);
    }

    // Until the sign of life and all else have been seen to, before and after.
    private static async Task PassAsync(ManualTime clock, TimeSpan time)
    {
        await BothWaitAsync();
        clock.Advance(time);
        await BothWaitAsync();

        async Task BothWaitAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            while (clock.Timers < 2)
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }
}
