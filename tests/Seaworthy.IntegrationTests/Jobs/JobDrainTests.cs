using System.Diagnostics;
using System.Net;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>A deployment while jobs run and clients do not pause: the real process is told to stop, and everything it had is somebody's.</summary>
[Trait("Requirement", "R18")]
[Trait("Server", "PostgreSQL")]
public sealed class JobDrainTests
{
    private const int Clients = 10;
    private const int Crates = 20;
    private const int Hands = 8;

    [Fact]
    public async Task A_stop_fails_no_request_hands_all_jobs_back_in_its_grace_and_uses_no_attempt()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var office = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false"));
        for (var i = 0; i < Crates; i++)
        {
            await office.Jobs.EnqueueAsync(Dockers.Carry, new($"crate {i}"), default);
        }

        // What runs would run for ever; the grace is longer than the test.
        using var dock = DockProcess.Start(database, ("Seaworthy:Drain:GraceMs", "60000"), ("Seaworthy:Jobs:DrainMs", "100"));
        var address = new Uri((await dock.StandardOutput.ReadLineAsync())!);
        await Wait.UntilAsync(async () => await CountAsync(office, JobStatus.Running) >= Hands);
        using var working = new CountdownEvent(Clients);
        var clients = Enumerable.Range(0, Clients).Select(_ => UntilToldToGoAsync(new(address, "/health/live"), working)).ToList();
        await Task.Run(working.Wait);

        await SignalAsync(dock);
        (await Task.WhenAll(clients)).ShouldAllBe(count => count > 1);
        await Wait.UntilAsync(async () => await CountAsync(office, JobStatus.Running) == 0);
        (await office.Session.ReadAsync(new SqlStatement($"select count(*) from {office.Store.Sql.Jobs} where attempt = 0"), row => row.GetInt64(0), default)).ShouldBe([Crates]);
        dock.HasExited.ShouldBeFalse("all this in the grace period, in which everybody is served");

        await SignalAsync(dock);
        await dock.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        dock.ExitCode.ShouldBe(0);
        (await office.Session.ReadAsync(new SqlStatement($"select count(*) from {office.Store.Sql.Workers}"), row => row.GetInt64(0), default)).ShouldBe([0]);
    }

    private static async Task<long> CountAsync(DockHost office, JobStatus status) =>
        (await office.Session.ReadAsync(new SqlStatement($"select count(*) from {office.Store.Sql.Jobs} where state = {(int)status}"), row => row.GetInt64(0), default))[0];

    private static async Task SignalAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    // Ends when the server says so, as a load balancer's connection does; an error on the way fails the test.
    private static async Task<int> UntilToldToGoAsync(Uri address, CountdownEvent working)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        for (var served = 1; ; served++)
        {
            using var response = await client.GetAsync(address);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            if (served == 1)
            {
                working.Signal();
            }

            if (response.Headers.ConnectionClose == true)
            {
                return served;
            }
        }
    }
}
