using System.Collections.Concurrent;
using Seaworthy.Services.Tests.Rides.Apart;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>The rides' modules as processes of the tool, on one PostgreSQL with RabbitMQ between them, each of which can be killed and started again.</summary>
internal sealed class KilledRides : IRidesHost, IAsyncDisposable
{
    private static readonly (string Prefix, string Target)[] Targets =
        [("/rides", "rides/trips"), ("/rides/users", "rides/users"), ("/rides/drivers", "rides/drivers"), ("/rides/payments", "rides/payments,rides/provider")];

    // What is beside the payments is asked as they are.
    private const string Provider = "/rides/provider";
    private readonly ConcurrentDictionary<string, ServedProcess> _running = [];
    private readonly RabbitMqServer _broker;
    private readonly TestDatabase _database;

    private KilledRides(RabbitMqServer broker, TestDatabase database)
    {
        (_broker, _database) = (broker, database);
        Client = new HttpClient(new Crossroads(AddressOf)) { BaseAddress = new("http://rides.example") };
    }

    public HttpClient Client { get; }

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    public static async Task<KilledRides> StartAsync()
    {
        var rides = new KilledRides(await RabbitMqServer.StartAsync(), await TestDatabase.PostgreSqlAsync());
        foreach (var (prefix, target) in Targets)
        {
            await rides.StartAsync(prefix, target);
        }

        return rides;
    }

    /// <summary>Kills one after the other with -9, each time as the seed has it, and starts it again at once.</summary>
    public async Task StormAsync(Random random, TimeSpan between, CancellationToken calm)
    {
        while (true)
        {
            await Task.Delay(between, calm).ContinueWith(_ => { }, TaskScheduler.Default);
            if (calm.IsCancellationRequested)
            {
                return;
            }

            var (prefix, target) = Targets[random.Next(Targets.Length)];
            await _running[prefix].KillAsync();
            await _running[prefix].DisposeAsync();
            Kills++;
            await StartAsync(prefix, target);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in _running.Values)
        {
            await process.DisposeAsync();
        }

        await _database.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private async Task StartAsync(string prefix, string target) => _running[prefix] = await ServedProcess.StartAsync(
        target, _database, "Development", ("RABBITMQ_URL", _broker.Url), ("Seaworthy__RateLimiting__Policies__sign-in", "1000000/second"), ("Rides__Provider__SettleMs", "20"));

    private Uri AddressOf(string path)
    {
        var known = path.StartsWith(Provider, StringComparison.Ordinal) ? "/rides/payments"
            : Targets.Select(target => target.Prefix).OrderByDescending(prefix => prefix.Length).FirstOrDefault(prefix => path.StartsWith(prefix, StringComparison.Ordinal)) ?? "/rides";
        return _running[known].Address;
    }
}
