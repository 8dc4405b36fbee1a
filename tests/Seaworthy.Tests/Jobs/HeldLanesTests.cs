using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>What becomes of jobs that were taken ahead of their turn.</summary>
[Trait("Requirement", "R60")]
[Trait("Requirement", "R90")]
public sealed class HeldLanesTests
{
    private readonly HeldLanes _lanes = new();
    private int _made;

    [Fact]
    public void Of_each_lane_one_may_begin_and_what_has_none_does()
    {
        var (a2, free, a1, b1) = (Job("a", 2), Job(null, null), Job("a", 1), Job("b", 1));

        _lanes.Keep([a2, free, a1, b1]).ShouldBe([free, a1, b1]);
    }

    [Fact]
    public void When_one_is_over_the_next_of_its_lane_begins_until_there_is_none()
    {
        var (first, second, third) = (Job("a", 1), Job("a", 2), Job("a", 3));
        _lanes.Keep([third, first, second]);

        _lanes.After(second.Job, goesOn: true).ShouldBeEmpty();
        _lanes.After(first.Job, goesOn: true).ShouldBe([second]);
        _lanes.After(first.Job, goesOn: true).ShouldBeEmpty();
        _lanes.After(second.Job, goesOn: true).ShouldBe([third]);
        _lanes.After(third.Job, goesOn: true).ShouldBeEmpty();
    }

    [Fact]
    public void When_one_is_not_over_all_behind_it_go_back()
    {
        var (first, second, third) = (Job("a", 1), Job("a", 2), Job("a", 3));
        _lanes.Keep([first, second, third]);

        _lanes.After(first.Job, goesOn: false).ShouldBe([second, third]);

        (second.Asked, third.Asked).ShouldBe((JobEnd.Back, JobEnd.Back));
        _lanes.After(second.Job, goesOn: true).ShouldBeEmpty();
    }

    [Fact]
    public void At_the_end_all_that_are_kept_go_back()
    {
        HeldJob[] jobs = [Job("a", 1), Job("a", 2), Job("b", 1), Job("b", 2), Job("b", 3)];
        _lanes.Keep(jobs);

        _lanes.TakeAll().ShouldBe([jobs[1], jobs[3], jobs[4]], ignoreOrder: true);

        jobs.Select(job => job.Asked).ShouldBe([null, JobEnd.Back, null, JobEnd.Back, JobEnd.Back]);
        _lanes.TakeAll().ShouldBeEmpty();
    }

    private HeldJob Job(string? lane, long? order) =>
        new(ScriptedStore.Taken(1, DateTime.UnixEpoch.AddMilliseconds(++_made)) with { Lane = lane, LaneOrder = order });
}
