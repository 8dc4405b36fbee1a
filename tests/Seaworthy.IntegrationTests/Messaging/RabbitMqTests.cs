using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Messaging;
using Seaworthy.RabbitMq;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>The services apart, RabbitMQ between them.</summary>
[Trait("Server", "RabbitMQ")]
[Trait("Requirement", "R22")]
public sealed class Events_over_RabbitMQ(BrokerFixture broker) : EventTests, IClassFixture<BrokerFixture>
{
    private readonly TestDatabase _pierDatabase = TestDatabase.Sqlite();
    private readonly TestDatabase _tollDatabase = TestDatabase.Sqlite();
    private Harbour _pier = null!;
    private Harbour _toll = null!;

    private protected override Harbour Pier => _pier;

    private protected override Harbour Toll => _toll;

    public override async Task InitializeAsync()
    {
        _toll = await StartTollAsync();
        _pier = await StartPierAsync();
    }

    public override async Task DisposeAsync()
    {
        await _pier.DisposeAsync();
        await _toll.DisposeAsync();
        await _pierDatabase.DisposeAsync();
        await _tollDatabase.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_line_that_is_longer_than_the_time_what_was_confirmed_is_said_and_the_way_stays_open()
    {
        const int Many = 50_000;
        var (way, published) = (Pier.Get<IEventTransport>(), DateTime.UnixEpoch);
        SentEvent Event(string ship, int number) => new(Guid.NewGuid(), PierModule.Arrived.Name, ship, number, $$"""{"ship":"{{ship}}","number":{{number}}}""", null, null, null, published);
        (await way.SendAsync([Event("Auk", 1)], default)).ShouldBe([EventAnswer.Taken]);
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var answers = await way.SendAsync([.. Enumerable.Range(1, Many).Select(number => Event("Heron", number))], late.Token);

        var taken = answers.TakeWhile(answer => answer.IsTaken).Count();
        taken.ShouldBeInRange(1, Many - 1);
        answers.Skip(taken).ShouldAllBe(answer => answer == default);
        (await way.SendAsync([Event("Auk", 2)], default)).ShouldBe([EventAnswer.Taken]);
    }

    [Fact]
    public async Task Whoever_runs_out_of_time_with_many_keys_keeps_what_was_confirmed_and_disturbs_no_other_sender()
    {
        const int Many = 100_000;
        const int Keys = 1_000;
        EventConsumer gate = new("count", "pier.ship-passed.v1");
        await using var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await Topology.DeclareQueueAsync(channel, "gate", gate, default);
        SentEvent Event(string ship, int number) => new(Guid.NewGuid(), gate.Contract, ship, number, "{}", null, null, null, DateTime.UnixEpoch);
        var way = Pier.Get<IEventTransport>();
        using var enough = new CancellationTokenSource();
        var other = Task.Run(async () =>
        {
            for (var number = 1; !enough.IsCancellationRequested; number++)
            {
                (await way.SendAsync([Event("Auk", number)], default)).ShouldBe([EventAnswer.Taken]);
            }
        });

        for (var turn = 0; turn < 3; turn++)
        {
            SentEvent[] events = [.. Enumerable.Range(0, Many).Select(number => Event($"Heron {number % Keys}", number))];
            using var over = new CancellationTokenSource();
            var before = await channel.MessageCountAsync(Topology.QueueOf("gate", gate));

            var sending = way.SendAsync(events, over.Token);
            await Wait.UntilAsync(async () => await channel.MessageCountAsync(Topology.QueueOf("gate", gate)) > before + (3 * Keys));
            await over.CancelAsync();
            var answers = await sending;

            answers.Count(answer => answer.IsTaken).ShouldBeInRange(1, Many - 1);
            foreach (var lane in events.Zip(answers).GroupBy(one => one.First.Key, one => one.Second))
            {
                lane.SkipWhile(answer => answer.IsTaken).ShouldAllBe(answer => answer == default);
            }

            (await way.SendAsync([.. Enumerable.Range(0, Keys).Select(number => Event($"Tern {number}", 1))], default)).ShouldAllBe(answer => answer.IsTaken);
        }

        await enough.CancelAsync();
        await other.WaitAsync(TimeSpan.FromSeconds(20));
        await channel.QueueDeleteAsync(Topology.QueueOf("gate", gate));
        await channel.QueueDeleteAsync(Topology.DeadQueueOf("gate", gate));
    }

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task While_the_broker_is_away_whoever_publishes_does_not_notice_and_all_is_delivered_after()
    {
        await Pier.PublishAsync(new Arrival("Petrel", 1));
        await Toll.TollsAsync(1);

        // Told to end: of a node that is killed, a quorum queue of a few seconds does not come back.
        await broker.Server.StopAsync();
        for (var number = 2; number <= 25; number++)
        {
            await Pier.PublishAsync(new Arrival("Petrel", number));
        }

        await Wait.UntilAsync(() => Task.FromResult(Pier.Events.Of(EventIds.EventsNotSent).Any()));
        (await Pier.App.Client.GetAsync("/health/ready")).EnsureSuccessStatusCode();

        // A process that stops meanwhile waits for nobody, and leaves them to the next one.
        await Pier.App.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(4));
        (await Pier.UnsentAsync()).ShouldBe(24);
        await Pier.DisposeAsync();
        _pier = await StartPierAsync();
        for (var number = 26; number <= 50; number++)
        {
            await Pier.PublishAsync(new Arrival("Petrel", number));
        }

        await Wait.UntilAsync(() => Task.FromResult(Pier.Events.Of(EventIds.EventsNotSent).Any()));
        await broker.Server.StartAgainAsync();
        (await Toll.TollsAsync(50)).Select(toll => toll.Number).ShouldBe(Enumerable.Range(1, 50));
        Pier.Events.Of(EventIds.EventsNotSent).Count().ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public async Task With_the_first_signal_what_is_being_taken_is_taken_and_the_rest_is_for_others()
    {
        var leaving = Toll.App.App.Services.GetServices<IHostedService>().OfType<RabbitMqConsumers>().ShouldHaveSingleItem();
        using (await Toll.Get<Session<TollDb>>().WaitToWriteAsync(default))
        {
            await ArriveAsync(1);
            (await broker.CountAsync(Queue)).Ready.ShouldBe(0u, "the consumer has it, and cannot write it down");
            await ((IHostedLifecycleService)leaving).StoppingAsync(default);
            await ArriveAsync(2);
        }

        (await Toll.TollsAsync(1)).ShouldBe([new("Fulmar", 1)]);
        await Wait.UntilAsync(async () => (await broker.CountAsync(Queue)).Ready == 1);
        await Toll.App.App.StopAsync();
        (await broker.CountAsync(Queue)).ShouldBe((1u, 0u));

        // The next process begins where this one ended.
        await Toll.DisposeAsync();
        _toll = await StartTollAsync();
        (await Toll.TollsAsync(2)).ShouldBe([new("Fulmar", 1), new("Fulmar", 2)]);

        async Task ArriveAsync(int number)
        {
            await Pier.PublishAsync(new Arrival("Fulmar", number));
            await Wait.UntilAsync(async () => await Pier.UnsentAsync() == 0);
        }
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public async Task Whoever_leaves_while_his_database_is_away_gives_back_what_he_has()
    {
        await using var way = new Broker(new(broker.Server.Url));
        using var consumers = new RabbitMqConsumers([new ClosedReceiver()], way, TimeProvider.System, NullLogger<RabbitMqConsumers>.Instance);
        await consumers.StartAsync(default);
        var queue = Topology.QueueOf("closed", ClosedReceiver.Consumer);
        await ConsumedAsync(queue);
        await Pier.PublishAsync(new Arrival("Gannet", 1));
        await Wait.UntilAsync(async () => await Pier.UnsentAsync() == 0 && (await broker.CountAsync(queue)).Ready == 0);

        await ((IHostedLifecycleService)consumers).StoppingAsync(default);
        await consumers.StopAsync(default).WaitAsync(TimeSpan.FromSeconds(4));

        (await broker.TakeLastAsync(queue)).BasicProperties.Type.ShouldBe(PierModule.Arrived.Name);
    }

    [Fact]
    public async Task What_no_queue_takes_is_kept_and_told_and_taken_when_there_is_one()
    {
        await Pier.Pier.WriteAsync(
            async (db, ct) =>
            {
                await Pier.Publisher.PublishAsync(db, PierModule.Left, new("Skua", 1), ct);
                return true;
            },
            default);
        await Pier.PublishAsync(new Arrival("Skua", 1));

        (await Toll.TollsAsync(1)).ShouldBe([new("Skua", 1)]);
        await Wait.UntilAsync(() => Task.FromResult(Pier.Events.Of(EventIds.EventsRefused).Any()));
        Pier.Events.Of(EventIds.EventsRefused).First().ShouldContain("no queue takes pier.ship-left.v1");
        (await Pier.UnsentAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_no_event_goes_into_the_queue_beside()
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await ConsumedAsync(Queue);
        await channel.BasicPublishAsync("", Queue, new ReadOnlyMemory<byte>([1, 2, 3]));
        await Pier.PublishAsync(new Arrival("Puffin", 1));

        (await Toll.TollsAsync(1)).ShouldBe([new("Puffin", 1)]);
        await Wait.UntilAsync(async () => await channel.MessageCountAsync($"{Queue}.dead") == 1);
        await channel.QueuePurgeAsync($"{Queue}.dead");
    }

    [Fact]
    public async Task What_its_consumer_cannot_take_goes_into_the_queue_beside_and_says_why()
    {
        SentEvent fits = new(Guid.CreateVersion7(), PierModule.Arrived.Name, "Puffin", 1, """{"ship":"Puffin","number":1}""", null, null, null, DateTime.UnixEpoch);
        await ConsumedAsync(Queue);
        await using var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        foreach (var sent in new[] { fits with { Id = Guid.CreateVersion7(), Contract = PierModule.Landed.Name }, fits with { Id = Guid.CreateVersion7(), Key = new('x', EventBounds.Key + 1) }, fits })
        {
            await channel.BasicPublishAsync("", Queue, mandatory: true, Wire.Properties(sent), Encoding.UTF8.GetBytes(sent.Body));
        }

        (await Toll.TollsAsync(1)).ShouldBe([new("Puffin", 1)]);
        await Wait.UntilAsync(async () => await channel.MessageCountAsync($"{Queue}.dead") == 2);
        var whys = Toll.Events.Of(EventIds.MessageUnreadable).ToList();
        whys.ShouldContain(why => why.Contains("it is of pier.ship-arrived.v2, and not of pier.ship-arrived.v1", StringComparison.Ordinal));
        whys.ShouldContain(why => why.Contains("its key has 501 characters, and 500 are the most", StringComparison.Ordinal));
        await channel.QueuePurgeAsync($"{Queue}.dead");
    }

    [Fact]
    public async Task A_consumer_that_has_moved_to_the_next_version_is_told_of_each_change_once()
    {
        await Pier.PublishAsync(new Arrival("Brant", 1));
        await Toll.TollsAsync(1);
        await Toll.DisposeAsync();
        _toll = await Harbour.StartAsync(_tollDatabase, builder => builder.AddModule<MovedTollModule>(), ("Seaworthy:Messaging:Url", broker.Server.Url));
        var moved = Topology.QueueOf("toll", new("take-toll", PierModule.Landed.Name));
        await ConsumedAsync(moved);

        for (var number = 2; number <= 3; number++)
        {
            await Pier.Pier.WriteAsync(
                async (db, ct) =>
                {
                    await Pier.Publisher.PublishAsync(db, PierModule.Arrived, new("Brant", number), ct);
                    await Pier.Publisher.PublishAsync(db, PierModule.Landed, new("Brant", number), ct);
                    return true;
                },
                default);
            await Wait.UntilAsync(async () => await Pier.UnsentAsync() == 0);
        }

        // Those of a key are handled in their order: what was told of the second under its old version would stand before the third.
        (await Toll.TollsAsync(3)).ShouldBe([new("Brant", 1), new("Brant", 2), new("Brant", 3)]);
        (await broker.CountAsync(Queue)).ShouldBe((2u, 0u), "nobody takes what is told under the old version");
        await broker.PurgeAsync(Queue);
    }

    [Fact]
    public async Task Of_several_that_consume_one_takes_so_that_the_order_of_a_key_is_kept()
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await ConsumedAsync(Queue);
        var (second, taken) = (new AsyncEventingBasicConsumer(channel), 0);
        second.ReceivedAsync += (_, _) => Task.FromResult(Interlocked.Increment(ref taken));
        await channel.BasicConsumeAsync(Queue, autoAck: true, second);

        for (var number = 1; number <= 20; number++)
        {
            await Pier.PublishAsync(new Arrival("Gannet", number));
        }

        (await Toll.TollsAsync(20)).Select(toll => toll.Number).ShouldBe(Enumerable.Range(1, 20));
        taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_consumer_whose_queue_was_deleted_declares_it_anew()
    {
        await Pier.PublishAsync(new Arrival("Dunlin", 1));
        await Toll.TollsAsync(1);

        await using (var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeleteAsync(Queue);
        }

        await Pier.PublishAsync(new Arrival("Dunlin", 2));
        (await Toll.TollsAsync(2)).ShouldBe([new("Dunlin", 1), new("Dunlin", 2)]);
    }

    private static string Queue => Topology.QueueOf("toll", new("take-toll", PierModule.Arrived.Name));

    private Task<Harbour> StartPierAsync() => Harbour.StartAsync(_pierDatabase, builder => builder.AddModule<PierModule>(), ("Seaworthy:Messaging:Url", broker.Server.Url));

    private Task<Harbour> StartTollAsync() => Harbour.StartAsync(_tollDatabase, builder => builder.AddModule<TollModule>(), ("Seaworthy:Messaging:Url", broker.Server.Url));

    /// <summary>Consumes arrivals, and cannot keep one.</summary>
    private sealed class ClosedReceiver : IEventReceiver
    {
        public static EventConsumer Consumer { get; } = new("nobody", PierModule.Arrived.Name);

        public string Service => "closed";

        public IReadOnlyList<EventConsumer> Consumers => [Consumer];

        public Task ReceiveAsync(EventConsumer consumer, IReadOnlyList<SentEvent> events, CancellationToken cancellationToken) =>
            throw new IOException("The database is away.");
    }

    /// <summary>Returns when somebody consumes.</summary>
    private Task ConsumedAsync(string queue) => Wait.UntilAsync(async () => await broker.ExistsAsync(queue) && (await broker.CountAsync(queue)).Consumers == 1);
}
