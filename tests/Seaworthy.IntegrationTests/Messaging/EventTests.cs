using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;
using Seaworthy.Messaging;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>What an event means to whoever publishes and to whoever consumes it, whatever carries it.</summary>
[Trait("Requirement", "R22")]
[Trait("Requirement", "R90")]
public abstract class EventTests : IAsyncLifetime
{
    /// <summary>Where events are published.</summary>
    private protected abstract Harbour Pier { get; }

    /// <summary>Where they are consumed.</summary>
    private protected abstract Harbour Toll { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task It_is_consumed_once_its_transaction_is_committed_and_never_when_that_is_rolled_back()
    {
        await Pier.Pier.WriteAsync(
            async (db, ct) =>
            {
                await Pier.Publisher.PublishAsync(db, PierModule.Arrived, new("Ghost", 1), ct);
                return true;
            },
            default, keep: _ => false);
        await Pier.PublishAsync(new Arrival("Albatross", 1));

        (await Toll.TollsAsync(1)).ShouldBe([new("Albatross", 1)]);
        await Wait.UntilAsync(async () => await Pier.UnsentAsync() == 0);
    }

    [Fact]
    public async Task A_statement_of_ones_own_publishes_one_too()
    {
        using (var turn = await Pier.Pier.WaitToWriteAsync(default))
        {
            await Pier.Pier.WriteAsync(turn, [Pier.Publisher.Statement(PierModule.Arrived, new("Cormorant", 1))], default);
        }

        (await Toll.TollsAsync(1)).ShouldBe([new("Cormorant", 1)]);
    }

    [Fact]
    public async Task Those_of_one_key_are_handled_in_their_order_though_handlers_fail()
    {
        const int Ships = 5;
        const int Arrivals = 30;
        Toll.Keeper.Before = (arrival, run) =>
        {
            if (run.Attempt == 1 && arrival.Number % 7 == 3)
            {
                throw new InvalidOperationException($"{arrival.Ship} has no money");
            }
        };
        for (var number = 1; number <= Arrivals; number++)
        {
            await Pier.PublishAsync(Enumerable.Range(1, Ships).Select(ship => new Arrival($"ship {ship}", number)));
        }

        foreach (var ship in (await Toll.TollsAsync(Ships * Arrivals)).GroupBy(toll => toll.Ship))
        {
            ship.Select(toll => toll.Number).ShouldBe(Enumerable.Range(1, Arrivals));
        }
    }

    [Fact]
    public async Task One_that_nobody_can_handle_is_parked_with_its_error_and_those_after_it_go_on()
    {
        Toll.Keeper.Before = (arrival, _) =>
        {
            if (arrival.Number == 1)
            {
                throw new JobRejectedException("pirates pay no toll");
            }
        };
        await Pier.PublishAsync(new Arrival("Revenge", 1), new Arrival("Revenge", 2));

        (await Toll.TollsAsync(1)).ShouldBe([new("Revenge", 2)]);
        var parked = (await Toll.TollJobs.SearchAsync(new(JobStatus.Dead) { Kind = "take-toll" }, default)).Jobs.ShouldHaveSingleItem();
        parked.LastError.ShouldBe("JobRejectedException: pirates pay no toll");
        parked.Args.ShouldContain("Revenge");
    }

    [Fact]
    public async Task An_event_with_a_key_too_long_is_refused_where_it_is_published()
    {
        var random = new Random(17);
        string Name(int letters) => string.Concat(Enumerable.Range(0, letters).Select(_ => (char)random.Next(0x4E00, 0x9FFF))); // three bytes each, and nothing to compress
        var longest = Name(EventBounds.Key);

        var refused = await Should.ThrowAsync<ArgumentException>(Pier.PublishAsync(new Arrival(Name(EventBounds.Key + 1), 1)));
        var large = Should.Throw<ArgumentException>(() => Pier.Publisher.Statement(new EventContract<Arrival>("pier.ship-arrived", 1, _ => "one"), new(new('x', EventBounds.Body), 2)));
        await Pier.PublishAsync(new Arrival(longest, 3));

        refused.Message.ShouldStartWith("The key of an event pier.ship-arrived.v1 has 501 characters, and 500 are the most: ");
        large.Message.ShouldContain("characters of JSON, and 1000000 are the most: ");
        (await Toll.TollsAsync(1)).ShouldBe([new(longest, 3)]);
    }

    [Fact]
    public async Task One_that_comes_twice_is_handled_once()
    {
        await Pier.PublishAsync(new Arrival("Heron", 1));
        await Toll.TollsAsync(1);
        var receiver = Toll.Get<IEventReceiver>();
        SentEvent twice = new(Guid.CreateVersion7(), PierModule.Arrived.Name, "Heron", 2, """{"ship":"Heron","number":2}""", null, null, null, TimeProvider.System.GetUtcNow().UtcDateTime);

        await receiver.ReceiveAsync(receiver.Consumers[0], [twice], default);
        await receiver.ReceiveAsync(receiver.Consumers[0], [twice, twice with { Id = Guid.CreateVersion7(), Order = 3, Body = """{"ship":"Heron","number":3}""" }], default);

        (await Toll.TollsAsync(3)).ShouldBe([new("Heron", 1), new("Heron", 2), new("Heron", 3)]);
    }

    [Fact]
    [Trait("Requirement", "R89")]
    public async Task It_carries_whose_it_is()
    {
        JobRun? run = null;
        Toll.Keeper.Before = (_, seen) => run = seen;
        var receiver = Toll.Get<IEventReceiver>();
        await receiver.ReceiveAsync(receiver.Consumers[0], [new(Guid.CreateVersion7(), PierModule.Arrived.Name, "Tern", 1, """{"ship":"Tern","number":1}""", 17, "ada", null, default)], default);

        await Toll.TollsAsync(1);
        (run!.Tenant, run.Subject).ShouldBe((17, "ada"));
    }
}
