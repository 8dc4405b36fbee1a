using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.RabbitMq;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>One RabbitMQ for all tests of the class, which takes seconds to start.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

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
        _toll = await Harbour.StartAsync(_tollDatabase, builder => builder.AddModule<TollModule>(), ("Seaworthy:Messaging:Url", broker.Server.Url));
        _pier = await Harbour.StartAsync(_pierDatabase, builder => builder.AddModule<PierModule>(), ("Seaworthy:Messaging:Url", broker.Server.Url));
    }

    public override async Task DisposeAsync()
    {
        await _pier.DisposeAsync();
        await _toll.DisposeAsync();
        await _pierDatabase.DisposeAsync();
        await _tollDatabase.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task While_the_broker_is_away_whoever_publishes_does_not_notice_and_all_is_delivered_after()
    {
        await Pier.PublishAsync(new Arrival("Petrel", 1));
        await Toll.TollsAsync(1);

        // Told to end: of a node that is killed, a quorum queue of a few seconds does not come back.
        await broker.Server.StopAsync();
        for (var number = 2; number <= 50; number++)
        {
            await Pier.PublishAsync(new Arrival("Petrel", number));
        }

        await Wait.UntilAsync(() => Task.FromResult(Pier.Events.Of(EventIds.EventsNotSent).Any()));
        (await Pier.App.Client.GetAsync("/health/ready")).EnsureSuccessStatusCode();
        await broker.Server.StartAgainAsync();
        (await Toll.TollsAsync(50)).Select(toll => toll.Number).ShouldBe(Enumerable.Range(1, 50));
        Pier.Events.Of(EventIds.EventsNotSent).Count().ShouldBe(1);
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
        var queue = Topology.QueueOf("toll", new("take-toll", PierModule.Arrived.Name));

        await channel.BasicPublishAsync("", queue, new ReadOnlyMemory<byte>([1, 2, 3]));
        await Pier.PublishAsync(new Arrival("Puffin", 1));

        (await Toll.TollsAsync(1)).ShouldBe([new("Puffin", 1)]);
        await Wait.UntilAsync(async () => await channel.MessageCountAsync($"{queue}.dead") == 1);
        await channel.QueuePurgeAsync($"{queue}.dead");
    }

    [Fact]
    public async Task Of_several_that_consume_one_takes_so_that_the_order_of_a_key_is_kept()
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var (second, taken) = (new AsyncEventingBasicConsumer(channel), 0);
        second.ReceivedAsync += (_, _) => Task.FromResult(Interlocked.Increment(ref taken));
        await channel.BasicConsumeAsync(Topology.QueueOf("toll", new("take-toll", PierModule.Arrived.Name)), autoAck: true, second);

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
            await channel.QueueDeleteAsync(Topology.QueueOf("toll", new("take-toll", PierModule.Arrived.Name)));
        }

        await Pier.PublishAsync(new Arrival("Dunlin", 2));
        (await Toll.TollsAsync(2)).ShouldBe([new("Dunlin", 1), new("Dunlin", 2)]);
    }
}
