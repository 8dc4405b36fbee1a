using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.Messaging;
using Seaworthy.RabbitMq;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>What the broker says of a consumer's queue, and what it does with a message that no process survives.</summary>
[Trait("Requirement", "R22")]
[Trait("Server", "RabbitMQ")]
public sealed class TopologyTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private const string Service = "lighthouse";
    private static readonly EventConsumer Consumer = new("keep-watch", "pier.ship-passed.v1");
    private static readonly string Queue = Topology.QueueOf(Service, Consumer);
    private static readonly string Dead = Topology.DeadQueueOf(Service, Consumer);
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _connection = await new ConnectionFactory { Uri = new(broker.Server.Url) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
        await Topology.DeclareQueueAsync(_channel, Service, Consumer, default);
    }

    public async Task DisposeAsync()
    {
        await _channel.QueueDeleteAsync(Queue);
        await _channel.QueueDeleteAsync(Dead);
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task A_consumers_queue_is_a_quorum_queue_from_which_one_takes_and_which_gives_up_into_the_one_beside_it()
    {
        var listed = await broker.Server.ControlAsync("-q", "list_queues", "--no-table-headers", "name", "type", "durable", "arguments");
        var told = listed.Split('\n').Select(line => line.Split('\t')).ToDictionary(words => words[0], words => (Kind: $"{words[1]} {words[2]}", Arguments: words[3]));

        (told[Queue].Kind, told[Dead].Kind).ShouldBe(("quorum true", "quorum true"));
        foreach (var argument in (string[])
            ["""{"x-single-active-consumer",true}""", """{"x-delivery-limit",20}""", """{"x-dead-letter-exchange","seaworthy.dead"}""", $$"""{"x-dead-letter-routing-key","{{Queue}}"}"""])
        {
            told[Queue].Arguments.ShouldContain(argument);
        }
    }

    [Fact]
    public async Task A_message_that_comes_back_each_time_is_given_up_when_it_has_come_back_more_than_twenty_times_and_lies_in_the_queue_beside()
    {
        var (keeper, deliveries) = (new AsyncEventingBasicConsumer(_channel), 0);
        keeper.ReceivedAsync += async (_, message) =>
        {
            Interlocked.Increment(ref deliveries);
            await _channel.BasicRejectAsync(message.DeliveryTag, requeue: true);
        };
        await _channel.BasicConsumeAsync(Queue, autoAck: false, keeper);
        await _channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Type = "a rock" }, default);

        var beside = await broker.TakeLastAsync(Dead);

        (beside.BasicProperties.Type, deliveries).ShouldBe(("a rock", 1 + 20));
    }
}
