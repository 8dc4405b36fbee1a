using RabbitMQ.Client;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>
/// What there is in the broker. Whoever publishes and whoever consumes declares what he needs, each time he connects: a broker that lost its disk has it back then.
/// </summary>
internal static class Topology
{
    public const string Events = "seaworthy.events";
    public const string Dead = "seaworthy.dead";

    // What RabbitMQ 4 has by itself. A message comes back when a consumer's process dies, and this often a process does not die by chance.
    private const int DeliveryLimit = 20;

    // With the contract: a queue's bindings stay when its consumer moves to the next version, and it would be told of each change under both.
    public static string QueueOf(string service, EventConsumer consumer) => $"seaworthy.{service}.{consumer.Name}.{consumer.Contract}";

    public static string DeadQueueOf(string service, EventConsumer consumer) => $"{QueueOf(service, consumer)}.dead";

    public static Task DeclareExchangeAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);

    public static async Task DeclareQueueAsync(IChannel channel, string service, EventConsumer consumer, CancellationToken cancellationToken)
    {
        var (queue, dead) = (QueueOf(service, consumer), DeadQueueOf(service, consumer));
        await DeclareExchangeAsync(channel, cancellationToken);
        await channel.ExchangeDeclareAsync(Dead, ExchangeType.Direct, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(dead, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(dead, Dead, queue, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            // One process takes at a time: of two, one would commit the second event of a key while the other still has the first.
            ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true, ["x-delivery-limit"] = DeliveryLimit, ["x-dead-letter-exchange"] = Dead, ["x-dead-letter-routing-key"] = queue,
        }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, Events, consumer.Contract, cancellationToken: cancellationToken);
    }
}
