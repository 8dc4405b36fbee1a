namespace Seaworthy.Messaging;

/// <summary>The way from services that publish to services that consume. Without one of their own (RabbitMQ), events stay in the process.</summary>
public interface IEventTransport
{
    /// <summary>Sends events, those of one key in their order. An event that is taken is not lost any more, whatever becomes of this process.</summary>
    /// <returns>What became of each; those of a key behind one that was not taken are not taken either. When the time is over, what was taken by then is said, and of the others nothing.</returns>
    /// <exception cref="IOException">None was taken for sure: the way is closed.</exception>
    /// <exception cref="OperationCanceledException">The time was over before one was taken.</exception>
    Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken);
}
