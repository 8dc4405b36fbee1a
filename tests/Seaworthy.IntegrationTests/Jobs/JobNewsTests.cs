using System.Net;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>What one process tells another one, which looks by itself only once a minute here.</summary>
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class JobNewsTests : IAsyncLifetime
{
    private const string Minute = "60000";
    private TestDatabase _database = null!;
    private DockHost _office = null!;
    private DockHost _dock = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.PostgreSqlAsync();
        _office = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:Enabled", "false"));
        _dock = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:PollMs", Minute));
        await Wait.UntilAsync(async () => await ListenersAsync("select count(*)") == 1);
    }

    public async Task DisposeAsync()
    {
        await _office.DisposeAsync();
        await _dock.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_job_of_one_process_starts_in_another_one_without_its_having_to_look()
    {
        for (var i = 0; i < 3; i++)
        {
            var ticket = await _office.Jobs.EnqueueAsync(Dockers.Weigh, new($"crate {i}"), default);
            await _dock.UntilAsync(ticket.Id, JobStatus.Done);
        }
    }

    [Fact]
    public async Task A_process_for_jobs_alone_runs_them_and_serves_nothing_but_its_health()
    {
        await _dock.App.App.StopAsync();
        await using var worker = await DockHost.StartWorkerAsync(_database);
        var ticket = await _office.Jobs.EnqueueAsync(Dockers.Weigh, new("crate"), default);
        await _office.UntilAsync(ticket.Id, JobStatus.Done);

        (await worker.App.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await worker.App.Client.GetAsync($"/dock/tasks/{ticket.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _office.App.Client.SendAsync(new(HttpMethod.Get, $"/dock/tasks/{ticket.Id}") { Headers = { { "X-Docker", "yes" } } })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_listens_does_so_again_when_his_connection_was_cut_and_hears_what_was_said_meanwhile()
    {
        await ListenersAsync("select count(pg_terminate_backend(pid))");
        var meanwhile = await _office.Jobs.EnqueueAsync(Dockers.Weigh, new("meanwhile"), default);

        await _dock.UntilAsync(meanwhile.Id, JobStatus.Done);
        await Wait.UntilAsync(async () => await ListenersAsync("select count(*)") == 1);
        var after = await _office.Jobs.EnqueueAsync(Dockers.Weigh, new("after"), default);
        await _dock.UntilAsync(after.Id, JobStatus.Done);
        _dock.Events.Of(EventIds.JobsNotHeard).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_jobs_are_told_of_in_a_few_words()
    {
        var heard = 0;
        await using var source = NpgsqlDataSource.Create(_database.Url!);
        await using var connection = await source.OpenConnectionAsync();
        connection.Notification += (_, _) => heard++;
        await using (var listen = new NpgsqlCommand($"listen {JobChannel.Name}", connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        var since = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => _office.Jobs.EnqueueAsync(Dockers.Weigh, new($"{n}"), default)));
        await Wait.UntilAsync(async () => await _office.Jobs.CountWaitingAsync("default", 1, default) == 0);
        await using (var hear = new NpgsqlCommand("select 1", connection))
        {
            await hear.ExecuteNonQueryAsync();
        }

        // Twenty a second, and one at either end.
        heard.ShouldBeInRange(1, (int)(TimeProvider.System.GetElapsedTime(since).TotalSeconds * 20) + 2);
    }

    private async Task<long> ListenersAsync(string what)
    {
        await using var source = NpgsqlDataSource.Create(_database.Url!);
        await using var command = source.CreateCommand($"{what} from pg_stat_activity where application_name = 'seaworthy-listen' and query like 'listen%' and datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
