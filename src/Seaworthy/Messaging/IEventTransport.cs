namespace Seaworthy.Messaging;

/// <summary>The way from services that publish to services that consume. Without one of their own (RabbitMQ), events stay in the process.</summary>
public interface IEventTransport
{
    /// <summary>Sends events, those of one key in their order. An event that is taken is not lost any more, whatever becomes of this process.</summary>
    /// <returns>For each event null, or why it was not taken; those after it of the same key are not taken then either.</returns>
    /// <exception cref="IOException">None was taken for sure: the way is closed.</exception>
    Task<IReadOnlyList<string?>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken);
}
