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
}
