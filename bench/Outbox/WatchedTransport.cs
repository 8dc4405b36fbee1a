using System.Text.Json;
using Seaworthy.Messaging;

namespace Seaworthy.Bench.Outbox;

/// <summary>Another transport, and when it has taken what.</summary>
internal sealed class WatchedTransport(IEventTransport way) : IEventTransport
{
    /// <summary>Who is told.</summary>
    public Post Post { get; set; } = new(0);

    public async Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        Post.Begin();
        var answers = await way.SendAsync(events, cancellationToken);
        for (var i = 0; i < events.Count; i++)
        {
            if (answers[i].IsTaken)
            {
                Post.Keep(JsonSerializer.Deserialize<Sold>(events[i].Body, JsonSerializerOptions.Web)!.Number);
            }
        }

        return answers;
    }
}
