using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.Messaging;
using Seaworthy.RabbitMq;

namespace Seaworthy.Faults.Harness;

/// <summary>A queue beside the bank's own, and what has come into it: what was sent, as it was sent, however often.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly ConcurrentQueue<SentEvent> _seen = new();
    private readonly IConnection _connection;

    private Witness(IConnection connection) => _connection = connection;

    /// <summary>How many different events it has seen.</summary>
    public int Events => _seen.DistinctBy(sent => sent.Id).Count();

    /// <summary>How many it has seen again.</summary>
    public int Repeated => _seen.Count - Events;

    /// <summary>Sees what is sent from now on.</summary>
    public static async Task<Witness> OpenAsync(VirtualHost host, string contract)
    {
        var witness = new Witness(await host.ConnectAsync());
        var channel = await witness._connection.CreateChannelAsync();
        await Topology.DeclareExchangeAsync(channel, default);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        var listener = new AsyncEventingBasicConsumer(channel);
        listener.ReceivedAsync += (_, message) =>
        {
            witness._seen.Enqueue(Wire.Read(message)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, listener);
        await channel.QueueBindAsync(queue, Topology.Events, contract);
        return witness;
    }

    /// <summary>Keys of which an event was sent for the first time after a later one.</summary>
    public IEnumerable<string> OutOfOrder() => _seen.DistinctBy(sent => sent.Id).GroupBy(sent => sent.Key)
        .Where(lane => !lane.Select(sent => sent.Order).SequenceEqual(lane.Select(sent => sent.Order).Order())).Select(lane => lane.Key);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
