using Microsoft.Extensions.DependencyInjection;
using Seaworthy.IntegrationTests.Accounts;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>The worst that can happen to a queue, and that it is told.</summary>
[Trait("Requirement", "R60")]
public sealed class JobWatchTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private readonly WoundTime _time = new();
    private readonly HeardEvents _events = new();
    private DockHost _dock = null!;
    private JobQueue _queue = null!;
    private JobWatch _watch = null!;

    public async Task InitializeAsync()
    {
        _dock = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:Enabled", "false"));
        _queue = new("default", 2, hasLanes: false, _time);
        _watch = new(_dock.Store, _dock.App.App.Services.GetRequiredService<JobMetrics>(), _time, _events);
        await _dock.Jobs.EnqueueAsync(Dockers.Weigh, new("tea"), default);
    }

    public async Task DisposeAsync()
    {
        await _dock.DisposeAsync();
        await _database.DisposeAsync();
        _events.Dispose();
    }

    [Fact]
    public async Task Jobs_that_wait_while_hands_are_free_and_nobody_takes_any_are_told_once()
    {
        await LookAfterAsync(TimeSpan.FromSeconds(9));
        Stalls.ShouldBeEmpty();

        await LookAfterAsync(TimeSpan.FromSeconds(6));
        await LookAfterAsync(TimeSpan.FromSeconds(6));
        Stalls.ShouldHaveSingleItem().ShouldStartWith("Queue default of dock stands still: 1 jobs wait, the first for 15 s, hands are free, and nothing was taken for ten seconds");
    }

    [Fact]
    public async Task A_queue_that_is_paused_or_has_its_hands_full_does_not_stand_still()
    {
        _queue.IsPaused = true;
        await LookAfterAsync(TimeSpan.FromSeconds(20));
        _queue.IsPaused = false;
        _queue.TryAdd(Held()).ShouldBeTrue();
        _queue.TryAdd(Held()).ShouldBeTrue();
        await LookAfterAsync(TimeSpan.FromSeconds(20));

        Stalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_has_just_taken_something_is_given_its_time()
    {
        await LookAfterAsync(TimeSpan.FromSeconds(9));
        _queue.TryAdd(Held()).ShouldBeTrue();
        await LookAfterAsync(TimeSpan.FromSeconds(9));

        Stalls.ShouldBeEmpty();
    }

    private IEnumerable<string> Stalls => _events.Of(EventIds.JobsStalled);

    private static HeldJob Held() => new(new()
    {
        Id = Guid.NewGuid(), Worker = 1, Kind = "weigh", Queue = "default", Args = "{}", Attempt = 1, MaxAttempts = 1, Priority = 0, Tenant = null, Subject = null, Trace = null, CreatedAt = default,
    });

    private async Task LookAfterAsync(TimeSpan time)
    {
        _time.Advance(time);
        _dock.Time.Advance(time);
        await _watch.LookAsync([_queue], _dock.Time.GetUtcNow().UtcDateTime, default);
    }

    /// <summary>A stopwatch that is wound by hand.</summary>
    private sealed class WoundTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
