namespace Seaworthy.RabbitMq;

/// <summary>
/// The way to RabbitMQ. A broker that is short of memory or disk reads nothing more from a connection that publishes, acknowledgements neither: whoever consumes has one of his
/// own, so that queues get shorter then and not only longer.
/// </summary>
internal sealed class Broker(Uri url) : IAsyncDisposable
{
    private const string Tls = "amqps";

    /// <summary>Where it is, for people; never a password.</summary>
    public string Place { get; } = $"{url.Host}:{(url.Port > 0 ? url.Port : url.Scheme == Tls ? 5671 : 5672)}";

    public BrokerConnection Publishing { get; } = new(url, "seaworthy publishes");

    public BrokerConnection Consuming { get; } = new(url, "seaworthy consumes");

    public async ValueTask DisposeAsync()
    {
        await Publishing.DisposeAsync();
        await Consuming.DisposeAsync();
    }
}
