using Seaworthy.Jobs;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Jobs;

/// <summary>How many jobs a process takes ahead.</summary>
[Trait("Requirement", "R60")]
public sealed class JobQueueTests
{
    private readonly JobQueue _queue = new("default", 4, hasLanes: false, TimeProvider.System);

    [Fact]
    public void It_takes_what_runs_at_once_and_no_more_while_none_has_ended()
    {
        _queue.Room().Count.ShouldBe(4);
        Add(4);
        _queue.Room().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Of_quick_jobs_it_takes_more_from_exchange_to_exchange()
    {
        var rooms = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            rooms.Add(_queue.Room().Count);
            Add(rooms[^1]);
            await RunAllAsync();
        }

        rooms[..4].ShouldBe([4, 12, 28, 60]);
        rooms.Max().ShouldBeLessThanOrEqualTo(2004);
    }

    [Fact]
    public async Task Behind_the_first_of_each_lane_it_takes_as_many_more_as_it_is_quick()
    {
        var queue = new JobQueue("default", 4, hasLanes: true, TimeProvider.System);
        queue.Room().Behind.ShouldBe(0);
        Add(3, queue);
        await RunAllAsync(queue);

        queue.Room().Behind.ShouldBe(6);
    }

    [Fact]
    public void Of_a_paused_queue_and_of_one_that_is_empty_it_takes_none()
    {
        _queue.IsPaused = true;
        _queue.Room().Count.ShouldBe(0);
        (_queue.IsPaused, _queue.MayHaveMore) = (false, false);
        _queue.Room().Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_has_not_begun_when_it_closes_goes_back_though_all_hands_are_full()
    {
        Add(3);
        var ends = new List<JobEnd?>();
        await _queue.CloseAsync(job =>
        {
            ends.Add(job.Asked);
            return Task.CompletedTask;
        });

        ends.ShouldBe([JobEnd.Back, JobEnd.Back, JobEnd.Back]);
    }

    [Fact]
    public async Task What_was_taken_ahead_of_quick_jobs_goes_back_when_they_are_quick_no_more()
    {
        var clock = new ManualTime();
        var queue = new JobQueue("default", 4, hasLanes: false, clock);
        Add(20, queue);
        var ends = new List<JobEnd?>();
        Task RunAsync(HeldJob job)
        {
            ends.Add(job.Asked);
            return Task.CompletedTask;
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        await queue.RunOneAsync(RunAsync);
        ends.ShouldBe([null]);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await queue.RunOneAsync(RunAsync);
        ends.Count(end => end == JobEnd.Back).ShouldBe(18);
        ends[^1].ShouldBeNull();
        queue.Room().Count.ShouldBe(4 + (2 * 2));
    }

    [Fact]
    public async Task As_many_as_it_can_run_at_once_may_wait_for_slow_ones()
    {
        var clock = new ManualTime();
        var queue = new JobQueue("default", 4, hasLanes: false, clock);
        Add(5, queue);
        clock.Advance(TimeSpan.FromMinutes(1));

        await queue.RunOneAsync(_ => Task.CompletedTask);

        queue.Held.ShouldBe(4);
    }

    private void Add(int count, JobQueue? queue = null)
    {
        for (var i = 0; i < count; i++)
        {
            (queue ?? _queue).TryAdd(new HeldJob(new()
            {
                Id = Guid.NewGuid(), Worker = 1, Kind = "k", Queue = "default", Args = "{}", Attempt = 1, MaxAttempts = 1, Priority = 0, Tenant = null, Subject = null, Trace = null, CreatedAt = default,
            })).ShouldBeTrue();
        }
    }

    private async Task RunAllAsync(JobQueue? queue = null)
    {
        while ((queue ?? _queue).Held > 0)
        {
            await (queue ?? _queue).RunOneAsync(_ => Task.CompletedTask);
        }
    }
}
