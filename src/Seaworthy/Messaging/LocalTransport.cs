namespace Seaworthy.Messaging;

/// <summary>Events between the services of one process. They are serialised all the same, and go through the receiver's own database.</summary>
internal sealed class LocalTransport(IEnumerable<IEventReceiver> receivers) : IEventTransport
{
    public async Task<IReadOnlyList<string?>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
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

        return new string?[events.Count];
    }
}
