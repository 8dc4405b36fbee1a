using System.Net;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>A deployment under load: the real process is told to stop while twenty clients do not pause.</summary>
[Trait("Requirement", "R18")]
public sealed class DrainProcessTests
{
    private const int Clients = 20;

    [Fact]
    public async Task A_terminated_process_fails_nobody_and_ends_with_zero()
    {
        await using var database = TestDatabase.Sqlite();
        await using var served = await ServedProcess.StartAsync(database, "Staging", ("Seaworthy__Drain__GraceMs", "60000"));
        using var working = new CountdownEvent(Clients);
        var clients = Enumerable.Range(0, Clients).Select(_ => UntilToldToGoAsync(served.Address, working)).ToList();
        await Task.Run(working.Wait);

        await served.SignalAsync();
        (await Task.WhenAll(clients)).ShouldAllBe(count => count > 1);

        // Everybody was told. A second signal ends the grace period, so that the test depends on no clock.
        (await served.StopAsync()).ShouldBe(0);
    }

    // Ends when the server says so, as a load balancer's connection does; an error on the way fails the test.
    private static async Task<int> UntilToldToGoAsync(Uri address, CountdownEvent working)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = address };
        for (var served = 1; ; served++)
        {
            using var response = await client.GetAsync("/grocery/api/v2/products");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldStartWith("{\"items\":");
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
