using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.IntegrationTests.Accounts;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>The dock on a socket, for one test.</summary>
internal sealed class DockHost(TestApp app, HeldTime time, HeardEvents events) : IAsyncDisposable
{
    private const long Other = 4711;

    public TestApp App => app;

    public HeldTime Time => time;

    public HeardEvents Events => events;

    public Session<DockDb> Session => app.App.Services.GetRequiredService<Session<DockDb>>();

    public ServiceJobs<DockDb> Jobs => app.App.Services.GetRequiredService<ServiceJobs<DockDb>>();

    public Dockers Dockers => app.App.Services.GetRequiredService<Dockers>();

    public DatabaseJobs Store => app.App.Services.GetRequiredService<JobParts<DockDb>>().Store;

    public static Task<DockHost> StartAsync(TestDatabase database, params (string Key, string Value)[] settings) => StartAsync(database, new HeldTime(), settings);

    /// <summary>A process for the dock's jobs alone.</summary>
    public static Task<DockHost> StartWorkerAsync(TestDatabase database) => StartAsync(builder => builder.AddWorker<DockModule>(), database, new HeldTime(), []);

    /// <summary>A process that has a part of its own, which starts behind those of the dock.</summary>
    public static Task<DockHost> StartAsync(TestDatabase database, IHostedService part) => StartAsync(
        builder =>
        {
            builder.AddModule<DockModule>();
            builder.Services.AddSingleton(part);
        },
        database,
        new HeldTime(),
        []);

    public static Task<DockHost> StartAsync(TestDatabase database, HeldTime time, params (string Key, string Value)[] settings) =>
        StartAsync(builder => builder.AddModule<DockModule>(), database, time, settings);

    private static async Task<DockHost> StartAsync(Action<SeaworthyBuilder> add, TestDatabase database, HeldTime time, (string Key, string Value)[] settings)
    {
        var events = new HeardEvents();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddEmbeddedSqlite();
                builder.Logging.AddProvider(events).SetMinimumLevel(LogLevel.Trace);
                add(builder.AddSeaworthy());
            },
            app =>
            {
                app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default).GetAwaiter().GetResult();
                app.UseSeaworthy();
            },
            [.. database.Settings, ("Seaworthy:Drain:GraceMs", "0"), .. settings]);
        return new(app, time, events);
    }

    /// <summary>The job, once it stands so.</summary>
    public async Task<JobView> UntilAsync(Guid id, JobStatus status)
    {
        JobView? job = null;
        await Wait.UntilAsync(async () => (job = await Jobs.FindAsync(id, default))?.Status == status);
        return job!;
    }

    /// <summary>What the jobs of the calendar were told that are done.</summary>
    public Task<IReadOnlyList<string>> TidesAsync() =>
        Session.ReadAsync(new($"select args from {Store.Sql.Finished} where args like '%tide%' order by id"), row => row.GetString(0), default);

    public Task<List<string>> UnloadedAsync() =>
        Session.ReadAsync((db, ct) => db.Unloaded.OrderBy(row => row.Id).Select(row => row.Crate).ToListAsync(ct), default);

    /// <summary>Returns when the worker has heard all that was committed before: what it hears of a job that is cancelled, it hears with all else.</summary>
    public async Task HeardAsync()
    {
        var probe = await Jobs.EnqueueAsync(Dockers.Carry, new("probe"), default);
        await Wait.UntilAsync(async () => (await Jobs.FindAsync(probe.Id, default))!.Progress == 40);
        await Jobs.CancelAsync(probe.Id, default);
        await UntilAsync(probe.Id, JobStatus.Cancelled);
    }

    /// <summary>Returns when all processes have given two signs of life.</summary>
    public async Task SeenTwiceAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            var now = await SeenAsync("max");
            await Wait.UntilAsync(async () => string.CompareOrdinal(await SeenAsync("min"), now) > 0);
        }
    }

    /// <summary>Takes jobs as another process would.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> TakeAsync(string queue, int count)
    {
        await Store.EnterAsync(Other, "another process", default);
        return (await Store.TurnAsync(Other, [], [new(queue, count, HasLanes: false)], Time.GetUtcNow().UtcDateTime, default)).Claimed;
    }

    /// <summary>A job that a process has taken which is never heard of again.</summary>
    public async Task<ClaimedJob> ZombieAsync(Crate crate)
    {
        await Jobs.PauseAsync("default", default);
        await HeardAsync();
        var zombie = await Jobs.EnqueueAsync(Dockers.Unload, crate, default);
        await Store.EnterAsync(Other, "another process", default);
        await RunAsync(new SqlStatement($"update {Store.Sql.Jobs} set state = 1, worker = {Other}, attempt = 1 where id = $1", zombie.Id));
        await Jobs.ResumeAsync("default", default);
        return (await Store.HeldAsync(Other, default)).ShouldHaveSingleItem();
    }

    /// <summary>The job is taken from whoever has it.</summary>
    public async Task LoseAsync(JobRun run)
    {
        await RunAsync(new SqlStatement($"update {Store.Sql.Jobs} set state = 0, worker = null where id = $1", run.Id));
        Store.Bell.RingForNew();
    }

    /// <summary>As a process leaves a job that it ran when it was killed.</summary>
    public Task CrashAsync(Guid id, int attempt) => RunAsync(
        new($"update {Store.Sql.Jobs} set state = 1, worker = 4712, attempt = {attempt} where id = $1", id),
        new($"insert into {Store.Sql.Workers} (id, name, seen_at) values (4712, 'crashed', '2020-01-01 00:00:00Z')"));

    public async ValueTask DisposeAsync()
    {
        await app.App.StopAsync();
        await app.DisposeAsync();
    }

    private Task<IReadOnlyList<int>> RunAsync(params SqlStatement[] statements) => Session.WriteAsync((db, ct) => Session.ExecuteAsync(db, statements, ct), default);

    private async Task<string> SeenAsync(string which) =>
        (await Session.ReadAsync(new($"select coalesce(cast({which}(seen_at) as text), '') from {Store.Sql.Workers}"), row => row.GetString(0), default))[0];
}
