using System.Collections.Concurrent;
using System.Text.Json;
using Seaworthy.Messaging;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>Hears in place of the trips what the drivers tell.</summary>
internal sealed class Heard : IEventReceiver
{
    private readonly ConcurrentDictionary<Guid, SentEvent> _events = new();

    public string Service => "ear";

    public IReadOnlyList<EventConsumer> Consumers { get; } = [new("ear-found", RideEvents.Found.Name), new("ear-nobody", RideEvents.Nobody.Name)];

    public IReadOnlyList<DriverFound> Found => Of<DriverFound>(RideEvents.Found.Name);

    public IReadOnlyList<NobodyFound> Nobody => Of<NobodyFound>(RideEvents.Nobody.Name);

    public Task ReceiveAsync(EventConsumer consumer, IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        foreach (var sent in events)
        {
            _events.TryAdd(sent.Id, sent);
        }

        return Task.CompletedTask;
    }

    public IReadOnlyList<DriverFound> FoundFor(Guid ride) => [.. Found.Where(found => found.Ride == ride)];

    private List<TEvent> Of<TEvent>(string contract) =>
        [.. _events.Values.Where(sent => sent.Contract == contract).OrderBy(sent => sent.Order).Select(sent => JsonSerializer.Deserialize<TEvent>(sent.Body, JsonSerializerOptions.Web)!)];
}
