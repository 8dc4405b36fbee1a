using System.Diagnostics;
using System.Net;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Processes;

/// <summary>The same rides where each module is a process of its own behind the gateway; one that is killed comes back, and the others have gone on.</summary>
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
[Trait("Server", "RabbitMQ")]
[Trait("Requirement", "R24")]
public sealed class Whole_rides_in_processes(RidesInProcesses host) : WholeRideTests(host), IClassFixture<RidesInProcesses>
{
    private const double Lat = 70, Lon = 12.5;

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task One_that_is_killed_comes_back_by_itself_and_the_others_have_served_meanwhile()
    {
        var (rider, driver) = (await RidePerson.NewAsync(host), await RidePerson.NewDriverAsync(host, Lat, Lon));

        host.Processes.Kill("rides/drivers");
        var ride = await rider.RideAsync(Lat, Lon);

        await rider.UntilAsync($"/{ride}", "status", "matched");
        await Eventually.TrueAsync(async () => (await host.Client.GetAsync("/rides/drivers")).StatusCode == HttpStatusCode.Unauthorized);
        await driver.DriveAsync(ride);
        host.Processes.Told.ShouldContain(line => line.StartsWith($"rides/drivers (pid {host.Processes.PidOf("rides/drivers")}) ended with 137", StringComparison.Ordinal));
    }
}

/// <summary>Nothing of several processes is left alone.</summary>
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
[Trait("Requirement", "R24")]
public sealed class ProcessesEndTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_end_when_they_are_asked_to_and_when_who_started_them_is_killed(bool isAsked)
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var served = await ServedProcesses.StartAsync("cafe", database, "amqp://127.0.0.1:1");
        served.Pids.Count.ShouldBe(2);
        served.Pids.ShouldAllBe(pid => Runs(pid));

        if (isAsked)
        {
            (await served.StopAsync()).ShouldBe(0);
        }
        else
        {
            served.Kill();
        }

        await Eventually.TrueAsync(() => Task.FromResult(!served.Pids.Any(Runs)));
    }

    [Fact]
    public async Task To_be_asked_while_they_start_is_heard_before_they_have()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var served = ServedProcesses.Begin("cafe", database, "amqp://127.0.0.1:1");
        await Eventually.TrueAsync(() => Task.FromResult(served.Told.Any(line => line.StartsWith("cafe ", StringComparison.Ordinal) && line.EndsWith("is starting …", StringComparison.Ordinal))));

        (await served.StopAsync()).ShouldBe(130);

        served.Told.Last().ShouldBe("interrupted");
    }

    private static bool Runs(int pid) => Directory.Exists($"/proc/{pid}");
}

file static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }
    }
}
