using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>What a service's registry of jobs says of its queues.</summary>
[Trait("Requirement", "R60")]
public sealed class JobRegistryTests
{
    private static readonly JobKind<string> Asked = new("told") { Queue = "events" };
    private static readonly JobKind<string> Other = new("other") { Queue = "others" };

    [Fact]
    public void A_queue_has_lanes_where_an_event_asks_for_one_of_its_kinds()
    {
        var registry = new JobRegistry();
        registry.Add(Asked, (_, _, _, _) => Task.FromResult<string?>(null));
        registry.Add(Other, (_, _, _, _) => Task.FromResult<string?>(null));
        registry.Consumers.Add(new(Asked.Name, "shop.sold"));

        registry.Queues.Where(registry.HasLanes).ShouldBe(["events"]);
    }

    public static TheoryData<JobKind<string>, string> Impossible => new()
    {
        { new("kept") { Keep = TimeSpan.MaxValue }, "Keep of job kept is 10675199.02:48:05.4775807; it may be from 00:00:00 to 36500.00:00:00." },
        { new("dead") { KeepDead = TimeSpan.FromDays(-1) }, "KeepDead of job dead is -1.00:00:00; it may be from 00:00:00 to 36500.00:00:00." },
        { new("slow") { Timeout = TimeSpan.MaxValue }, "Timeout of job slow is 10675199.02:48:05.4775807; it may be from 00:00:00.0010000 to 40.00:00:00." },
        { new("never") { Timeout = TimeSpan.Zero }, "Timeout of job never is 00:00:00; it may be from 00:00:00.0010000 to 40.00:00:00." },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void A_kind_whose_times_cannot_be_kept_is_refused_when_it_is_named_and_not_when_its_first_job_ends(JobKind<string> kind, string why) =>
        Should.Throw<InvalidOperationException>(() => new JobRegistry().Add(kind, (_, _, _, _) => Task.FromResult<string?>(null))).Message.ShouldBe(why);
}
