using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.IntegrationTests.Accounts;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.RabbitMq;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>The pier, the toll house, or both, in one process.</summary>
internal sealed class Harbour(TestApp app, HeardEvents events) : IAsyncDisposable
{
    public HeardEvents Events => events;

    public TestApp App => app;

    public Session<PierDb> Pier => Get<Session<PierDb>>();

    public ServiceEvents<PierDb> Publisher => Get<ServiceEvents<PierDb>>();

    public ServiceJobs<TollDb> TollJobs => Get<ServiceJobs<TollDb>>();

    public TollKeeper Keeper => Get<TollKeeper>();

    public static async Task<Harbour> StartAsync(TestDatabase database, Action<SeaworthyBuilder> modules, params (string Key, string Value)[] settings)
    {
        var events = new HeardEvents();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.Logging.AddProvider(events).SetMinimumLevel(LogLevel.Information);
                modules(builder.AddSeaworthy().AddRabbitMq());
            },
            app =>
            {
                foreach (var one in app.Services.GetServices<IServiceDatabase>())
                {
                    one.MigrateUpAsync(to: null, default).GetAwaiter().GetResult();
                }

                app.UseSeaworthy();
            },
            [.. database.Settings, ("Seaworthy:Drain:GraceMs", "0"), ("Seaworthy:Jobs:HeartbeatMs", "20"), .. settings]);
        return new(app, events);
    }

    public T Get<T>()
        where T : notnull => app.App.Services.GetRequiredService<T>();

    public Task PublishAsync(params IEnumerable<Arrival> arrivals) => Pier.WriteAsync(
        async (db, ct) =>
        {
            foreach (var arrival in arrivals)
            {
                await Publisher.PublishAsync(db, PierModule.Arrived, arrival, ct);
            }

            return true;
        },
        default);

    /// <summary>The tolls in the order in which they were taken, once there are as many.</summary>
    public async Task<IReadOnlyList<Arrival>> TollsAsync(int count)
    {
        var session = Get<Session<TollDb>>();
        List<Arrival> taken = [];
        await Wait.UntilAsync(async () => (taken = await session.ReadAsync((db, ct) => db.Tolls.OrderBy(toll => toll.Id).Select(toll => new Arrival(toll.Ship, toll.Number)).ToListAsync(ct), default)).Count >= count);
        return taken;
    }

    /// <summary>How many events wait to be sent.</summary>
    public async Task<long> UnsentAsync() => (await Pier.ReadAsync(new($"select count(*) from {(Pier.TableOf<OutboxRow>())}"), row => row.GetInt64(0), default))[0];

    public async ValueTask DisposeAsync()
    {
        await app.App.StopAsync();
        await app.DisposeAsync();
    }
}
