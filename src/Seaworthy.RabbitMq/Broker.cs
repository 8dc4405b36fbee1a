using RabbitMQ.Client;

namespace Seaworthy.RabbitMq;

/// <summary>
/// The way to RabbitMQ: one connection, made when somebody needs it and made anew when it has ended. Nobody waits for it to come back by itself: whoever needs it asks again.
/// </summary>
internal sealed class Broker(Uri url) : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectingTakes = TimeSpan.FromSeconds(5);
    private readonly ConnectionFactory _factory = new()
    {
        Uri = url, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false, RequestedHeartbeat = Heartbeat, RequestedConnectionTimeout = ConnectingTakes, ClientProvidedName = "seaworthy",
    };

    private readonly SemaphoreSlim _one = new(1, 1); // guards _connection while it is made
    private IConnection? _connection;

    /// <summary>Where it is, for people; never a password.</summary>
    public string Place { get; } = $"{url.Host}:{(url.IsDefaultPort || url.Port < 0 ? 5672 : url.Port)}";

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
