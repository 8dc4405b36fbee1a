using System.Collections.Concurrent;
using Npgsql;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Users.Data;
using Seaworthy.Services.Tests.Gateway;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>The rides' modules as processes of the tool, on one PostgreSQL with RabbitMQ between them and the gateway in front, each of which can be killed and started again: elsewhere, and the gateway is told.</summary>
internal sealed class KilledRides : ITownHost, IAsyncDisposable
{
    private static readonly string[] Targets = ["rides/trips", "rides/users", "rides/drivers", "rides/payments,rides/provider"];
    private static readonly string[] Schemas = [TripsDb.Schema, UsersDb.Schema, DriversDb.Schema, PaymentsDb.Schema];
    private readonly ConcurrentDictionary<string, ServedProcess> _running = [];
    private readonly RabbitMqServer _broker;
    private readonly TestDatabase _database;

    private TestApp? _gateway;

    private KilledRides(RabbitMqServer broker, TestDatabase database) => (_broker, _database) = (broker, database);

    public HttpClient Client => _gateway!.Client;

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    public static async Task<KilledRides> StartAsync()
    {
        var rides = new KilledRides(await RabbitMqServer.StartAsync(), await TestDatabase.PostgreSqlAsync());
        try
        {
            foreach (var target in Targets)
            {
                await rides.StartAsync(target);
            }

            rides._gateway = await GatewayApp.StartAsync(Targets.SelectMany(rides.Routes), log: null, ("Seaworthy:Gateway:Key", GatewayApp.Key));
            return rides;
        }
        catch
        {
            await rides.DisposeAsync(); // processes would outlive the test
            throw;
        }
    }

    // The processes have no demo data, and an operator is made by nobody but whoever owns the database.
    public Task<RidePerson> OperatorAsync() => RidePerson.NewAsync(this, async email =>
        (await ReadAsync($"update rides_users.accounts set roles = 'operator' where email = '{email}' returning email")).Count.ShouldBe(1));

    public Task<IReadOnlyList<string>> DeadJobsAsync() => ReadAsync(string.Join(" union all ", Schemas.Select(schema => $"select kind from {schema}.finished_jobs where state = 4")));

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

            var target = Targets[random.Next(Targets.Length)];
            await _running[target].KillAsync();
            await _running[target].DisposeAsync();
            Kills++;
            await StartAsync(target);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is { } gateway)
        {
            await gateway.DisposeAsync();
        }

        foreach (var process in _running.Values)
        {
            await process.DisposeAsync();
        }

        await _database.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database.Url!);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var read = new List<string>();
        while (await reader.ReadAsync())
        {
            read.Add(reader.GetString(0));
        }

        return read;
    }

    private async Task StartAsync(string target)
    {
        _running[target] = await ServedProcess.StartAsync(
            target, _database, "Development",
            ("RABBITMQ_URL", _broker.Url), ("Seaworthy__Gateway__Key", GatewayApp.Key), ("Seaworthy__RateLimiting__Policies__sign-in", "1000000/second"), ("Rides__Provider__SettleMs", "20"));
        if (_gateway is { } gateway)
        {
            Routes(target).ToList().ForEach(route => gateway.Move(route.Name, route.Address));
        }
    }

    // A process may serve several, each by its own name.
    private IEnumerable<(string Name, string Address)> Routes(string target) =>
        target.Split(',').Select(name => (name.Replace('/', '_'), _running[target].Address.ToString().TrimEnd('/')));
}
