using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>
/// Takes what is in one consumer's queue into the database of its service, as many at once as are there, and acknowledges them when they are committed. While that database is
/// away they are held, and neither dropped nor given back: each time counts against the number of deliveries that a message has.
/// </summary>
internal sealed class QueueConsumer(IEventReceiver receiver, EventConsumer consumer, Broker broker, TimeProvider time, ILogger log)
{
    private const ushort Prefetch = 500;
    private static readonly TimeSpan WhileTheDatabaseIsAway = TimeSpan.FromSeconds(1);

    public string Queue { get; } = Topology.QueueOf(receiver.Service, consumer);

    /// <summary>
    /// Consumes until it is to leave, or until the channel ends, which is an exception. Whoever leaves commits and acknowledges what he has begun with, and then closes his channel: all else
    /// is back in the queue, in front, before anybody else is given the first. A consumer that is cancelled and goes on would let another one overtake him.
    /// </summary>
    /// <param name="back">Called when it has begun.</param>
    /// <param name="leaving">Nothing more is to be begun.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task ConsumeAsync(Action back, CancellationToken leaving, CancellationToken cancellationToken)
    {
        var connection = await broker.Consuming.ConnectAsync(leaving);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: leaving);
        await Topology.DeclareQueueAsync(channel, receiver.Service, consumer, leaving);
        await channel.BasicQosAsync(0, Prefetch, global: false, leaving);
        var arrived = Channel.CreateUnbounded<(ulong Tag, SentEvent? Event)>(); // as many as the prefetch lets in
        var listener = new AsyncEventingBasicConsumer(channel);
        listener.ReceivedAsync += (_, message) =>
        {
            arrived.Writer.TryWrite((message.DeliveryTag, Wire.Read(message)));
            return Task.CompletedTask;
        };
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            arrived.Writer.TryComplete(new IOException($"{Queue}: {reason.ReplyText}"));
            return Task.CompletedTask;
        };

        // A queue that is deleted takes its consumer with it, and not its channel.
        listener.UnregisteredAsync += (_, _) =>
        {
            arrived.Writer.TryComplete(new IOException($"{Queue}: the broker has cancelled the consumer"));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, listener, leaving);
        back();
        while (!leaving.IsCancellationRequested && await arrived.Reader.WaitToReadAsync(leaving))
        {
            await TakeAsync(channel, arrived.Reader, leaving, cancellationToken);
        }
    }

    private async Task TakeAsync(IChannel channel, ChannelReader<(ulong Tag, SentEvent? Event)> arrived, CancellationToken leaving, CancellationToken cancellationToken)
    {
        var (last, events) = (0UL, new List<SentEvent>());
        while (events.Count < Prefetch && arrived.TryRead(out var message))
        {
            if (WhyNot(message.Event) is { } why)
            {
                // Nobody here will ever be able to take it: into the queue beside.
                Log.Unreadable(log, Queue, why);
                await channel.BasicNackAsync(message.Tag, multiple: false, requeue: false, cancellationToken);
                continue;
            }

            events.Add(message.Event!);
            last = message.Tag;
        }

        if (events.Count > 0)
        {
            await KeepAsync(events, leaving, cancellationToken);

            // All before it are in the database too, or have gone beside.
            await channel.BasicAckAsync(last, multiple: true, cancellationToken);
        }
    }

    // What another version says would be misread as this one, and a key too long would keep all behind it waiting.
    private string? WhyNot(SentEvent? sent) => sent is null ? "it is no event"
        : sent.Contract != consumer.Contract ? $"it is of {sent.Contract}, and not of {consumer.Contract}"
        : sent.Key.Length > EventBounds.Key ? $"its key has {sent.Key.Length} characters, and {EventBounds.Key} are the most" : null;

    // Who leaves does not wait for a database.
    private async Task KeepAsync(List<SentEvent> events, CancellationToken leaving, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await receiver.ReceiveAsync(consumer, events, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (isFirst)
                {
                    Log.NotKept(log, Queue, receiver.Service, exception);
                }

                await Task.Delay(WhileTheDatabaseIsAway, time, leaving);
            }
        }
    }
}
