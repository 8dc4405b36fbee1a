namespace Seaworthy.Messaging;

/// <summary>
/// Events between the services of one process. They are serialised all the same, and go through the receiver's own database. What nobody here consumes is kept, as a broker without a queue for it keeps it: whoever wants it may be
/// served elsewhere.
/// </summary>
internal sealed class LocalTransport(IEnumerable<IEventReceiver> receivers) : IEventTransport
{
    public async Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers)
        {
            foreach (var consumer in receiver.Consumers)
            {
                var wanted = events.Where(sent => sent.Contract == consumer.Contract).ToArray();
                if (wanted.Length > 0)
                {
                    await receiver.ReceiveAsync(consumer, wanted, cancellationToken);
                }
            }
        }

        return [.. events.Select(sent => receivers.Any(receiver => receiver.Consumers.Any(consumer => consumer.Contract == sent.Contract)) ? EventAnswer.Taken : EventAnswer.Refused(
            $"nobody in this process consumes {sent.Contract}, and there is no way to others: set RABBITMQ_URL for all processes, or serve whoever consumes it in this one"))];
    }
}
