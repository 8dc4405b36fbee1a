using Seaworthy.Hosting;

namespace Seaworthy.Messaging;

/// <summary>The events that a service has published and that have not been sent.</summary>
internal interface IOutbox
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>Rings when some were committed here.</summary>
    Bell Bell { get; }

    /// <summary>
    /// Sends some and forgets those that were taken. One process does it at a time; which one, the database decides anew each time.
    /// </summary>
    /// <param name="send">Says for each event why it was not taken, or null.</param>
    /// <param name="cancellationToken">Ends it; what was sent and not forgotten is sent again.</param>
    Task<RelayTurn> RelayAsync(Func<IReadOnlyList<SentEvent>, Task<IReadOnlyList<EventAnswer>>> send, CancellationToken cancellationToken);

    /// <summary>What waits to be sent, and since when.</summary>
    Task<WaitingEvents> WaitingAsync(CancellationToken cancellationToken);
}
