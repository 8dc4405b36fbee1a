using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.IntegrationTests.Accounts;
using Seaworthy.IntegrationTests.Caching;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>Several processes with one database.</summary>
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class SharedJobTests : IAsyncLifetime
{
    private const int Hosts = 3;
    private readonly HeldTime _time = new();
    private readonly List<DockHost> _docks = [];
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.PostgreSqlAsync();
        for (var i = 0; i < Hosts; i++)
        {
            _docks.Add(await DockHost.StartAsync(_database, _time, ("Seaworthy:Jobs:PollMs", "20"), ("Seaworthy:Jobs:HeartbeatMs", "20")));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var dock in _docks)
        {
            await dock.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_job_is_one_process_s_and_all_of_them_work()
    {
        const int Count = 600;
        await _docks[0].Session.WriteAsync(
            async (db, ct) =>
            {
                await _docks[0].Jobs.EnqueueManyAsync(db, Dockers.Unload, Enumerable.Range(0, Count).Select(n => new Crate($"{n}")), ct);
                return true;
            },
            default);

        await Wait.UntilAsync(async () => (await _docks[0].UnloadedAsync()).Count >= Count);
        (await _docks[0].UnloadedAsync()).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, Count));
        _docks.ShouldAllBe(dock => !dock.Dockers.Seen.IsEmpty);
        _docks.SelectMany(dock => dock.Dockers.Seen).ShouldAllBe(seen => seen.Attempt == 1);
    }

    [Fact]
    public async Task A_process_that_starts_leaves_jobs_to_those_that_have()
    {
        await Wait.UntilAsync(async () => await WorkersAsync() == Hosts);
        using var part = new SlowPart();
        var starting = DockHost.StartAsync(_database, part);
        await part.Starts.WaitAsync();
        foreach (var n in Enumerable.Range(0, 50))
        {
            await _docks[0].Jobs.EnqueueAsync(Dockers.Unload, new($"{n}"), default);
            await Wait.UntilAsync(async () => (await _docks[0].UnloadedAsync()).Count > n);
        }

        (await WorkersAsync()).ShouldBe(Hosts);

        part.MayStart.Release();
        await using var started = await starting;
        await Wait.UntilAsync(async () => await WorkersAsync() == Hosts + 1);
    }

    [Fact]
    public async Task A_time_of_the_calendar_is_one_process_s()
    {
        await _docks[0].SeenTwiceAsync();
        for (var hour = 1; hour <= 5; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await Wait.UntilAsync(async () => (await _docks[0].TidesAsync()).Count >= hour);
        }

        await _docks[0].SeenTwiceAsync();
        (await _docks[0].TidesAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_pool_of_one_connection_is_enough_for_the_calendar()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var dock = await DockHost.StartAsync(database, ("Seaworthy:Database:MaxPoolSize", "1"), ("Seaworthy:Jobs:HeartbeatMs", "20"));
        await dock.SeenTwiceAsync();

        dock.Time.Advance(TimeSpan.FromHours(1));
        await Wait.UntilAsync(async () => (await dock.TidesAsync()).Count == 1);
    }

    private async Task<long> WorkersAsync() =>
        (await _docks[0].Session.ReadAsync(new SqlStatement($"select count(*) from {_docks[0].Store.Sql.Workers}"), row => row.GetInt64(0), default))[0];

    /// <summary>A part of a process that takes its time to start.</summary>
    private sealed class SlowPart : IHostedService, IDisposable
    {
        public SemaphoreSlim Starts { get; } = new(0);

        public SemaphoreSlim MayStart { get; } = new(0);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Starts.Release();
            return MayStart.WaitAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            Starts.Dispose();
            MayStart.Dispose();
        }
    }
}
