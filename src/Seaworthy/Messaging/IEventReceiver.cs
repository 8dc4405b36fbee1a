namespace Seaworthy.Messaging;

/// <summary>The consumers of one service.</summary>
public interface IEventReceiver
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>Who consumes what.</summary>
    IReadOnlyList<EventConsumer> Consumers { get; }

    /// <summary>
    /// Writes down that a consumer has received events, each once however often it comes, and wakes whoever handles them. When this returns they are not lost any more.
    /// </summary>
    Task ReceiveAsync(EventConsumer consumer, IReadOnlyList<SentEvent> events, CancellationToken cancellationToken);
}
