using System.Collections.Concurrent;
using System.Text;
using System.Threading.RateLimiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>
/// Publishes events and believes only a confirmation: the broker has then written it to the disks of every queue that it goes to, and there was one. Events of one key wait
/// for each other; those of different keys go out together.
/// </summary>
internal sealed class RabbitMqTransport(Broker broker) : IEventTransport
{
    private const int Unconfirmed = 256;

    // Each sender has a channel for himself: one that is given up is nobody else's. There are as many as have sent at once.
    private readonly ConcurrentBag<IChannel> _idle = [];

    public async Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        var answers = new EventAnswer[events.Count];
        var channel = await OpenAsync(cancellationToken);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, events.Count).GroupBy(i => (events[i].Contract, events[i].Key)).Select(lane => SendAsync(channel, lane, events, answers, cancellationToken)));
            _idle.Add(channel);
            return answers;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && Array.Exists(answers, answer => answer.IsTaken))
        {
            // A slow broker is none that is away: what it has confirmed is sent, or a long line of one key would be sent again for ever.
            GiveUp(channel);
            return answers;
        }
        catch
        {
            GiveUp(channel);
            throw;
        }
    }

    // One on which a publish was cancelled may have lost count of what it waits for (rabbitmq-dotnet-client#1900). Nobody waits for its end: a slow broker says so late, and the sender's transaction is open.
    private static void GiveUp(IChannel channel) => _ = channel.DisposeAsync().AsTask();

    private static async Task SendAsync(IChannel channel, IEnumerable<int> lane, IReadOnlyList<SentEvent> events, EventAnswer[] answers, CancellationToken cancellationToken)
    {
        string? refused = null;
        foreach (var i in lane)
        {
            answers[i] = refused is null ? await SendAsync(channel, events[i], cancellationToken) : EventAnswer.Refused(refused);
            refused = answers[i].IsTaken ? null : $"event {events[i].Id} of the same key is before it";
        }
    }

    private static async Task<EventAnswer> SendAsync(IChannel channel, SentEvent sent, CancellationToken cancellationToken)
    {
        try
        {
            await channel.BasicPublishAsync(Topology.Events, sent.Contract, mandatory: true, Wire.Properties(sent), Encoding.UTF8.GetBytes(sent.Body), cancellationToken);
            return EventAnswer.Taken;
        }
        catch (PublishException exception)
        {
            return EventAnswer.Refused(exception.IsReturn
                ? $"no queue takes {sent.Contract}: nobody who consumes it was ever there, or its queue was deleted; the consumer declares it when it starts"
                : $"the broker did not take {sent.Contract}");
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsOpen)
            {
                return idle;
            }

            await idle.DisposeAsync();
        }

        var connection = await broker.Publishing.ConnectAsync(cancellationToken);
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: new ConcurrencyLimiter(new() { PermitLimit = Unconfirmed, QueueLimit = int.MaxValue })),
            cancellationToken);
        try
        {
            await Topology.DeclareExchangeAsync(channel, cancellationToken);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync(); // nobody else knows of it
            throw;
        }
    }
}
