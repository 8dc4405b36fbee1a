using Seaworthy.Hosting.Health;

namespace Seaworthy.RabbitMq;

/// <summary>RabbitMQ's line in <c>/health/detailed</c>. Events wait while it is away, so that no process is unready without it.</summary>
internal sealed class BrokerCheck(Broker broker) : IDependencyCheck
{
    public string Name => "rabbitmq";

    public bool HasDegradedMode => true;

    public async Task CheckAsync(CancellationToken cancellationToken) => await broker.Publishing.ConnectAsync(cancellationToken);
}
