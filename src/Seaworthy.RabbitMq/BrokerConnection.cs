using System.Net.Security;
using RabbitMQ.Client;

namespace Seaworthy.RabbitMq;

/// <summary>
/// One connection to RabbitMQ, made when somebody needs it and made anew when it has ended. Nobody waits for it to come back by itself: whoever needs it asks again.
/// </summary>
internal sealed class BrokerConnection(Uri url, string name) : IAsyncDisposable
{
    // A consumer that stands still has what it was given, and keeps others from the rest, until the broker has missed two.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectingTakes = TimeSpan.FromSeconds(5);
    private readonly ConnectionFactory _factory = FactoryOf(url, name);
    private readonly SemaphoreSlim _one = new(1, 1); // guards _connection while it is made
    private IConnection? _connection;

    public static ConnectionFactory FactoryOf(Uri url, string name)
    {
        var factory = new ConnectionFactory
        {
            Uri = url, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false, RequestedHeartbeat = Heartbeat, RequestedConnectionTimeout = ConnectingTakes, ClientProvidedName = name,
        };

        // An amqps:// alone has it take a certificate for any name: whoever is on the way has one for his own.
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        return factory;
    }

    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true } meanwhile)
            {
                return meanwhile;
            }

            if (_connection is { } ended)
            {
                await ended.DisposeAsync();
            }

            return _connection = await _factory.CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        _one.Dispose();
    }
}
