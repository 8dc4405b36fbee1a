using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Processes;

/// <summary>The rides by <c>serve --processes</c>: each module a process, the gateway in front, PostgreSQL, Redis and RabbitMQ between them.</summary>
public sealed class RidesInProcesses : IRidesHost, IAsyncLifetime
{
    private RabbitMqServer _broker = null!;
    private TestDatabase _database = null!;

    /// <summary>The processes.</summary>
    public ServedProcesses Processes { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (_broker, _database) = (await RabbitMqServer.StartAsync(), await TestDatabase.PostgreSqlAsync());
        Processes = await ServedProcesses.StartAsync(
            "rides", _database, _broker.Url,
            ("Seaworthy__RateLimiting__Address", "1000000/second"), ("Seaworthy__RateLimiting__Policies__sign-in", "1000000/second"), ("Rides__Provider__SettleMs", "20"));
        Client = new HttpClient { BaseAddress = Processes.AddressOf("gateway"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Processes.DisposeAsync();
        await _database.DisposeAsync();
        await _broker.DisposeAsync();
    }

    // Each process has its own; that of the rides themselves has theirs.
    public async Task<string> MetricsAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(Processes.AddressOf("rides/trips"), "/metrics"));
    }
}
