using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>When the next of a lane begins in the process that has taken it ahead.</summary>
[Trait("Requirement", "R60")]
[Trait("Requirement", "R90")]
public sealed class JobHandsTests
{
    private readonly List<long?> _ran = [];
    private readonly HeldJobs _held = new();
    private readonly JobQueue _queue = new("default", 1, hasLanes: true, TimeProvider.System);
    private readonly JobHands _hands;
    private JobEnd _end = JobEnd.Done;
    private bool _isCommitted;

    public JobHandsTests() => _hands = new([_queue], _held, RunAsync, new Bell());

    [Fact]
    public async Task The_next_begins_when_the_end_of_the_one_before_it_is_written_down()
    {
        await TakeAsync();

        _ran.ShouldBe([1]);
        await LetGoAsync();
        _ran.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task The_next_begins_at_once_where_the_handler_has_written_the_end_in_its_own_transaction()
    {
        _isCommitted = true;

        await TakeAsync();

        _ran.ShouldBe([1, 2, 3]);
        _queue.Held.ShouldBe(0);
    }

    [Fact]
    public async Task The_store_is_asked_for_more_when_the_last_of_those_that_were_taken_is_over()
    {
        _queue.MayHaveMore = false;
        await TakeAsync();

        await LetGoAsync();
        await LetGoAsync();
        _queue.MayHaveMore.ShouldBeFalse();
        await LetGoAsync();
        _queue.MayHaveMore.ShouldBeTrue();
    }

    [Theory]
    [InlineData(nameof(JobEnd.Again), false, false)]
    [InlineData(nameof(JobEnd.Back), false, false)]
    [InlineData(nameof(JobEnd.Dead), true, false)]
    [InlineData(nameof(JobEnd.Done), false, true)]
    public async Task Where_one_is_to_be_done_again_or_another_process_has_it_those_behind_it_go_back(string end, bool isCommitted, bool isStale)
    {
        (_end, _isCommitted) = (Enum.Parse<JobEnd>(end), isCommitted);
        await TakeAsync();

        await LetGoAsync(isStale);

        _ran.ShouldBe([1]);
        Ended().Select(ended => (ended.Job.LaneOrder, ended.End)).ShouldBe([(2, JobEnd.Back), (3, JobEnd.Back)]);
    }

    [Theory]
    [InlineData(nameof(JobEnd.Dead))]
    [InlineData(nameof(JobEnd.Cancelled))]
    public async Task One_that_will_not_be_done_any_more_holds_up_nobody(string end)
    {
        _end = Enum.Parse<JobEnd>(end);
        await TakeAsync();

        await LetGoAsync();

        _ran.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task When_no_more_are_taken_those_behind_go_back_before_the_end_of_the_one_before_them_is_written_down()
    {
        await TakeAsync();

        await _hands.CloseAsync();

        Ended().Select(ended => (ended.Job.LaneOrder, ended.End)).ShouldBe([(1, JobEnd.Done), (2, JobEnd.Back), (3, JobEnd.Back)]);
    }

    [Fact]
    public async Task A_job_that_was_taken_back_and_comes_again_under_a_new_number_is_run_though_its_first_attempt_is_not_over()
    {
        var job = ScriptedStore.Taken(1, DateTime.UnixEpoch);
        await _hands.HoldAsync([job]);
        await _hands.HoldAsync([job with { Worker = 2 }]);

        _queue.Held.ShouldBe(2);
    }

    // The three of a lane, in one exchange.
    private async Task TakeAsync()
    {
        await _hands.HoldAsync([.. Enumerable.Range(1, 3).Select(order => ScriptedStore.Taken(1, DateTime.UnixEpoch.AddSeconds(order)) with { Lane = "a", LaneOrder = order })]);
        await RunAllAsync();
    }

    // What has ended is written down, and what begins then is run.
    private async Task LetGoAsync(bool isStale = false)
    {
        _hands.TryTakeEnded(out var ended).ShouldBeTrue();
        await _hands.LetGoAsync(ended, isStale);
        await RunAllAsync();
    }

    private async Task RunAllAsync()
    {
        while (_queue.Held > 0)
        {
            await _queue.RunOneAsync(_hands.RunOneAsync);
        }
    }

    private IEnumerable<EndedJob> Ended()
    {
        while (_hands.TryTakeEnded(out var ended))
        {
            yield return ended;
        }
    }

    private Task<EndedJob> RunAsync(HeldJob job)
    {
        if (job.Asked is { } asked)
        {
            return Task.FromResult(new EndedJob(job.Job, asked));
        }

        _ran.Add(job.Job.LaneOrder);
        return Task.FromResult(new EndedJob(job.Job, _end) { IsCommitted = _isCommitted });
    }
}
