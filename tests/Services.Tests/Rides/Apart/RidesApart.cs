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
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Apart;

/// <summary>
/// The rides' modules as hosts of their own, as they are deployed: on one PostgreSQL, RabbitMQ between them, one file of keys. The payments have the stand-in of their provider beside them.
/// </summary>
public sealed class RidesApart : IRidesHost, IAsyncLifetime
{
    private static readonly Dictionary<string, Action<SeaworthyBuilder>> Modules = new()
    {
        ["/rides"] = builder => builder.AddModule<TripsModule>(),
        ["/rides/users"] = builder => builder.AddModule<UsersModule>(),
        ["/rides/drivers"] = builder => builder.AddModule<DriversModule>(),
        ["/rides/payments"] = builder => builder.AddModule<PaymentsModule>().AddModule<ProviderModule>(),
    };

    private readonly Dictionary<string, TestApp> _running = [];
    private RabbitMqServer _broker = null!;
    private TestDatabase _database = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (_broker, _database) = (await RabbitMqServer.StartAsync(), await TestDatabase.PostgreSqlAsync());
        foreach (var module in Modules.Keys)
        {
            await StartAsync(module);
        }

        Client = new HttpClient(new Crossroads(AddressOf)) { BaseAddress = new("http://rides.example") };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var module in _running.Keys.ToList())
        {
            await StopAsync(module);
        }

        await _database.DisposeAsync();
        await _broker.DisposeAsync();
    }

    /// <summary>Starts the host of a module, by its prefix.</summary>
    public async Task StartAsync(string module) => _running[module] = await TestApp.StartAsync(
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
            .. _database.Settings, ("Seaworthy:Messaging:Url", _broker.Url), ("Seaworthy:Drain:GraceMs", "0"), ("Seaworthy:RateLimiting:Policies:sign-in", "1000000/second"),
            ("Rides:Provider:SettleMs", "20"),
        ]);

    /// <summary>Stops it.</summary>
    public async Task StopAsync(string module)
    {
        _running.Remove(module, out var app);
        await app!.App.StopAsync();
        await app.DisposeAsync();
    }

    private Uri AddressOf(string path) =>
        _running[Modules.Keys.OrderByDescending(prefix => prefix.Length).FirstOrDefault(prefix => path.StartsWith(prefix, StringComparison.Ordinal)) ?? "/rides"].Address;
}
