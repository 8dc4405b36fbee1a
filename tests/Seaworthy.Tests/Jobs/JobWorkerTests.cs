using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Jobs;
using Seaworthy.Pipeline;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Jobs;

/// <summary>A worker whose store fails, and a handler that does.</summary>
[Trait("Requirement", "R60")]
public sealed class JobWorkerTests : IDisposable, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly JobKind<string> Call = new("call");
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ScriptedStore _store = new();
    private readonly JobOptions _options = new() { HeartbeatMs = 60_000 };
    private readonly HeldJobs _held = new();
    private readonly JobRegistry _registry = new();
    private readonly List<int> _told = [];
    private int _calls;

    public JobWorkerTests() => _registry.Add(Call, (_, _, _, _) =>
    {
        Interlocked.Increment(ref _calls);
        return Task.FromResult<string?>(null);
    });

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_job_whose_end_could_not_be_written_is_not_run_again_when_the_store_is_back()
    {
        _store.FailedTurns = 3;

        await WorkAsync();

        _calls.ShouldBe(1);
        _store.FailedTurns.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_is_taken_by_an_exchange_that_comes_to_the_store_late_is_run_though_nobody_heard_of_it()
    {
        (_store.FailedTurns, _store.IsLate, _options.PollMs) = (1, true, 10);

        await WorkAsync();

        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_of_which_a_process_hears_when_it_has_begun_to_stop_goes_back_with_its_attempt()
    {
        using var worker = Worker();
        _store.Unheard = () => ((IHostedLifecycleService)worker).StoppingAsync(default);
        await worker.StartAsync(default);

        await ((IHostedLifecycleService)worker).StartedAsync(default);

        await _store.Ended.Task.WaitAsync(Patience);
        await worker.StopAsync(default);
        (_store.End, _calls).ShouldBe((JobEnd.Back, 0));
    }

    [Fact]
    public async Task A_handler_that_goes_on_though_its_time_is_over_is_told_once_it_is_sure_that_it_does_not_listen()
    {
        var (deaf, begun, end) = (new JobKind<string>("deaf") { Timeout = TimeSpan.FromSeconds(30) }, new TaskCompletionSource(), new TaskCompletionSource<string?>());
        _registry.Add(deaf, (_, _, _, _) =>
        {
            begun.SetResult();
            return end.Task;
        });
        var clock = new ManualTime();
        using var held = new HeldJob(ScriptedStore.Taken(1, DateTime.UnixEpoch, "deaf"));
        var running = new JobExecution(_store, _registry, _services, new CurrentRequest(), Metrics, clock, this).RunAsync(held);
        await begun.Task;

        clock.Advance(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(9));
        _told.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(1));

        using var patience = new CancellationTokenSource(Patience);
        while (_told.Count == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _told.ShouldBe([EventIds.JobDoesNotEnd]);
        end.SetResult(null);
        (await running).End.ShouldBe(JobEnd.Done);
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _told.Add(eventId.Id);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    // Until the job's end is written.
    private async Task WorkAsync()
    {
        using var worker = Worker();
        await worker.StartAsync(default);
        await ((IHostedLifecycleService)worker).StartedAsync(default);

        await _store.Ended.Task.WaitAsync(Patience);

        await ((IHostedLifecycleService)worker).StoppingAsync(default);
        await worker.StopAsync(default);
    }

    private JobWorker Worker()
    {
        JobQueue[] queues = [new("default", _options.ConcurrencyOf("default"), hasLanes: false, TimeProvider.System)];
        var execution = new JobExecution(_store, _registry, _services, new CurrentRequest(), Metrics, TimeProvider.System, NullLogger.Instance);
        var hands = new JobHands(queues, _held, execution.RunAsync, _store.Bell);
        return new(
            _store, queues, hands, new JobHandBack(hands, _held, _store.Bell, drain: TimeSpan.Zero, TimeProvider.System), _options, Upkeep(), Trouble, TimeProvider.System, NullLogger.Instance);
    }

    private JobUpkeep Upkeep() => new(
        _store, _registry, _held, _options, Trouble, Metrics, new JobWatch(_store, Metrics, TimeProvider.System, NullLogger.Instance), TimeProvider.System, NullLogger.Instance);

    private JobMetrics Metrics => field ??= new(_services.GetRequiredService<IMeterFactory>());

    private StoreTrouble Trouble => field ??= new(_store.Service, this);
}
