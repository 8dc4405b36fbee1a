using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.RabbitMq;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;
using Seaworthy.Services.Tests.Gateway;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Apart;

/// <summary>
/// The rides' modules as hosts of their own, as they are deployed: on one PostgreSQL, RabbitMQ between them, one file of keys, and the gateway in front. The payments have the stand-in of their provider beside them. A module that
/// comes back is elsewhere, and the gateway is told.
/// </summary>
public sealed class RidesApart : IRidesHost, IAsyncLifetime
{
    private static readonly Dictionary<string, Action<SeaworthyBuilder>> Modules = new()
    {
        ["rides_trips"] = builder => builder.AddModule<TripsModule>(),
        ["rides_users"] = builder => builder.AddModule<UsersModule>(),
        ["rides_drivers"] = builder => builder.AddModule<DriversModule>(),
        ["rides_payments"] = builder => builder.AddModule<PaymentsModule>().AddModule<ProviderModule>(),
    };

    private readonly Dictionary<string, TestApp> _running = [];
    private RabbitMqServer _broker = null!;
    private TestDatabase _database = null!;
    private TestApp? _gateway;

    public HttpClient Client => _gateway!.Client;

    // Each process has its own; that of the rides themselves has theirs.
    public Task<string> MetricsAsync() => _running["rides_trips"].Client.GetStringAsync("/metrics");

    public async Task InitializeAsync()
    {
        (_broker, _database) = (await RabbitMqServer.StartAsync(), await TestDatabase.PostgreSqlAsync());
        foreach (var module in Modules.Keys)
        {
            await StartAsync(module);
        }

        _gateway = await GatewayApp.StartAsync(Modules.Keys.Select(module => (module, AddressOf(module))), log: null, ("Seaworthy:Gateway:Key", GatewayApp.Key));
    }

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        foreach (var module in _running.Keys.ToList())
        {
            await StopAsync(module);
        }

        await _database.DisposeAsync();
        await _broker.DisposeAsync();
    }

    /// <summary>Starts the host of a module, by its name.</summary>
    public async Task StartAsync(string module)
    {
        _running[module] = await RunAsync(module);
        _gateway?.Move(module, AddressOf(module));
    }

    private Task<TestApp> RunAsync(string module) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddEmbeddedSqlite();
            Modules[module](builder.AddSeaworthy().AddTokens().AddRabbitMq());
        },
        app =>
        {
            foreach (var one in app.Services.GetServices<IServiceDatabase>())
            {
                one.MigrateUpAsync(to: null, default).GetAwaiter().GetResult();
            }

            app.UseSeaworthy();
        },
        [
            .. _database.Settings, ("Seaworthy:Messaging:Url", _broker.Url), ("Seaworthy:Gateway:Key", GatewayApp.Key), ("Seaworthy:Drain:GraceMs", "0"), ("Seaworthy:RateLimiting:Policies:sign-in", "1000000/second"),
            ("Rides:Provider:SettleMs", "20"),
        ]);

    /// <summary>Stops it.</summary>
    public async Task StopAsync(string module)
    {
        _running.Remove(module, out var app);
        await app!.App.StopAsync();
        await app.DisposeAsync();
    }

    private string AddressOf(string module) => _running[module].Address.ToString().TrimEnd('/');
}
